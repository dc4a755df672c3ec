namespace Shop.Orders;

/// <summary>What can happen to an order.</summary>
public enum OrderEvent { Created, Paid, Lapsed, Withdrawn, LineFulfilled, LineRefused, Fulfilled, Refused, Refunded, NeedsAttention, PayLinkSent }

/// <summary>One thing that happened to an order, and the order's state after it. Only ever added: the database refuses to change it, so it holds nothing that is to be erased one day.</summary>
internal sealed class OrderHistoryEntry
{
    private OrderHistoryEntry() { }

    public OrderHistoryEntry(Guid orderId, int position, DateTime at, OrderEvent what, OrderState state, Guid? lineId, string? detail, string? by)
    {
        OrderId = orderId;
        Position = position;
        At = at;
        What = what;
        State = state;
        LineId = lineId;
        Detail = detail;
        By = by;
    }

    public Guid OrderId { get; private set; }
    public int Position { get; private set; }
    public DateTime At { get; private set; }
    public OrderEvent What { get; private set; }
    public OrderState State { get; private set; }
    public Guid? LineId { get; private set; }
    public string? Detail { get; private set; }

    /// <summary>Name of the officer; null for what residents and the shop itself did.</summary>
    public string? By { get; private set; }
}
