namespace Shop.Checkout;

/// <summary>Which order a basket became, so that a second tab finds it again and its lines leave the basket once it is paid. Holds no personal data.</summary>
internal sealed class PlacedOrder
{
    private static readonly Dictionary<PlacedOrderState, PlacedOrderState[]> Transitions = new()
    {
        [PlacedOrderState.Open] = [PlacedOrderState.Bought, PlacedOrderState.Replaced],
        [PlacedOrderState.Bought] = [],
        [PlacedOrderState.Replaced] = [],
    };

    private PlacedOrder() { }

    public PlacedOrder(Guid orderId, string reference, string basketId, int number, string contentHash, IReadOnlyList<Guid> lineIds, DateTime now)
    {
        OrderId = orderId;
        Reference = reference;
        BasketId = basketId;
        Number = number;
        ContentHash = contentHash;
        LineIds = lineIds;
        PlacedAt = now;
        State = PlacedOrderState.Open;
    }

    public Guid OrderId { get; private set; }

    /// <summary>As Payments knows it.</summary>
    public string Reference { get; private set; } = "";

    public string BasketId { get; private set; } = "";

    /// <summary>1 for the basket's first order. Only the latest can be open.</summary>
    public int Number { get; private set; }

    /// <summary>Of the check page it was placed from.</summary>
    public string ContentHash { get; private set; } = "";

    public IReadOnlyList<Guid> LineIds { get; private set; } = [];
    public DateTime PlacedAt { get; private set; }
    public PlacedOrderState State { get; private set; }

    public static string SourceKey(string basketId, string contentHash, int number) => $"{basketId}:{contentHash}:{number}";

    /// <summary>Throws when the change is not legal: an order is bought or replaced, once.</summary>
    public void Become(PlacedOrderState state)
    {
        if (!Transitions[State].Contains(state)) throw new InvalidOperationException($"Placed order {OrderId} is {State} and cannot become {state}.");
        State = state;
    }
}

/// <summary>Open: placed, not paid yet. Bought: paid, or free. Replaced: the basket was changed and is ordered anew.</summary>
internal enum PlacedOrderState { Open, Bought, Replaced }
