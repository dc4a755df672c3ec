using Shop.Kernel.Lines;

namespace Shop.Baskets;

/// <summary>A configured service. Its id is also the draft id of its documents, so it stays when the line is changed.</summary>
internal sealed class BasketLine
{
    private BasketLine() { }

    internal BasketLine(string basketId, Guid formId, int position, LineSnapshot snapshot, IReadOnlyDictionary<string, string> fields, DateTime now)
    {
        Id = Guid.CreateVersion7();
        BasketId = basketId;
        FormId = formId;
        Position = position;
        Snapshot = snapshot;
        Fields = fields;
        AddedAt = now;
    }

    public Guid Id { get; private set; }
    public string BasketId { get; private set; } = "";

    /// <summary>The form it was sent by: the same form sent again changes this line instead of adding a second one.</summary>
    public Guid FormId { get; private set; }

    public int Position { get; private set; }
    public DateTime AddedAt { get; private set; }
    public LineSnapshot Snapshot { get; private set; } = null!;

    /// <summary>What was typed, by form field, to be shown and checked again.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = null!;

    public void Replace(LineSnapshot snapshot, IReadOnlyDictionary<string, string> fields)
    {
        Snapshot = snapshot;
        Fields = fields;
    }

    /// <summary>The resident accepted today's price.</summary>
    public void Accept(LineSnapshot today) => Snapshot = today;
}
