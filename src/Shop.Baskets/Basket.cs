using Shop.Kernel.Lines;

namespace Shop.Baskets;

/// <summary>What one browser has chosen. Named by the hash of the key in its cookie.</summary>
internal sealed class Basket
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A person fills some lines by hand; a basket of hundreds is an attack on the shop's memory.</summary>
    public const int MostLines = 20;

    /// <summary>£99,999.99: well above every household or builder, well below what a card takes.</summary>
    public const long MostPence = 9_999_999;

    private readonly List<BasketLine> _lines = [];

    private Basket() { }

    public Basket(string id, DateTime now)
    {
        Id = id;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    public string Id { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }

    /// <summary>Fixed: using a basket does not prolong it, so nobody's answers stay longer than a day.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>Counted up by each command before it reads: see <see cref="LivingBasket"/>.</summary>
    public int Changes { get; private set; }

    public IReadOnlyList<BasketLine> Lines => _lines;

    public BasketLine? Line(Guid lineId) => _lines.Find(l => l.Id == lineId);

    public BasketLine? LineAddedBy(Guid formId) => _lines.Find(l => l.FormId == formId);

    /// <summary>Room for this line, in place of <paramref name="replaced"/> where there is one.</summary>
    public bool HasRoomFor(LineSnapshot line, BasketLine? replaced = null)
    {
        var others = _lines.Where(l => l != replaced).ToList();
        return others.Count < MostLines && others.Sum(l => l.Snapshot.GrossPence) + line.GrossPence <= MostPence;
    }

    /// <summary>Throws when there is no room: ask <see cref="HasRoomFor"/> before.</summary>
    public BasketLine Add(Guid formId, LineSnapshot snapshot, IReadOnlyDictionary<string, string> fields, DateTime now)
    {
        if (!HasRoomFor(snapshot)) throw new InvalidOperationException("The basket is full.");
        var position = _lines.Count == 0 ? 1 : _lines.Max(l => l.Position) + 1;
        var line = new BasketLine(Id, formId, position, snapshot, fields, now);
        _lines.Add(line);
        return line;
    }

    public void Remove(BasketLine line) => _lines.Remove(line);
}
