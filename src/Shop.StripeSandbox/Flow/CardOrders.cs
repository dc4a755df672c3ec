using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Flow;

/// <summary>What the next cards are to do instead of what their numbers say: <c>decline</c>, or <c>challenge</c> for 3-D Secure.</summary>
internal sealed record CardOrder(string Kind)
{
    public static readonly string[] Kinds = ["decline", "challenge"];

    /// <summary>The decline code of a <c>decline</c>; those that test cards know.</summary>
    public string? Code { get; init; }

    /// <summary>How many more cards.</summary>
    public int Times { get; init; } = 1;

    public static IReadOnlyList<string> Codes => [.. TestCards.All.Where(c => c.Challenge != Challenge.Required).Select(c => c.Decline?.DeclineCode).OfType<string>().Distinct()];

    /// <summary>This card with the order obeyed.</summary>
    public TestCard Apply(TestCard card) => Kind == "challenge"
        ? card with { Challenge = Challenge.Required }
        : card with { Decline = DeclineOf(Code) };

    public static Decline? DeclineOf(string? code) => TestCards.All.FirstOrDefault(c => c.Challenge != Challenge.Required && c.Decline is { } d && d.DeclineCode == code)?.Decline;

    public JsonObject ToJson() => new() { ["kind"] = Kind, ["decline_code"] = Code, ["times"] = Times };
}

/// <summary>The orders still to be obeyed, oldest first; each card tried takes one. Used under the store's lock.</summary>
internal sealed class CardOrders
{
    private readonly List<CardOrder> waiting = [];

    public IReadOnlyList<CardOrder> Waiting => waiting;

    public void Add(CardOrder order) => waiting.Add(order);

    public void Clear() => waiting.Clear();

    /// <summary>The order for a card that is tried now, counted; null when it may do as its number says.</summary>
    public CardOrder? Take()
    {
        if (waiting.Count == 0) return null;
        var order = waiting[0];
        if (order.Times > 1) waiting[0] = order with { Times = order.Times - 1 };
        else waiting.RemoveAt(0);
        return order;
    }
}
