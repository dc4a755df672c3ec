using Shop.Kernel.Lines;

namespace Shop.Orders;

/// <summary>One bought service: the snapshot as it was sold, and how far its team is. Changed only by its <see cref="Order"/>.</summary>
internal sealed class OrderLine
{
    private readonly List<OrderLineCharge> _charges = [];

    private OrderLine() { }

    public OrderLine(Guid orderId, int position, LineSnapshot snapshot)
    {
        Id = Guid.CreateVersion7();
        OrderId = orderId;
        Position = position;
        Snapshot = snapshot;
        ServiceId = snapshot.ServiceId;
        Title = snapshot.Title;
        TeamId = snapshot.Team.Id;
        TeamName = snapshot.Team.Name;
        DueOn = snapshot.DueOn;
        GrossPence = snapshot.GrossPence;
        VatPence = snapshot.VatPence;
        State = OrderLineState.Waiting;
        _charges.AddRange(snapshot.Components.Select((c, i) => new OrderLineCharge(Id, i, c)));
    }

    public Guid Id { get; private set; }
    public Guid OrderId { get; private set; }
    public int Position { get; private set; }
    public string ServiceId { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TeamId { get; private set; } = "";
    public string TeamName { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public long GrossPence { get; private set; }
    public long VatPence { get; private set; }
    public OrderLineState State { get; private set; }

    /// <summary>When it was fulfilled or refused, and by whom.</summary>
    public DateTime? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }
    public string? RefusalReason { get; private set; }
    public LineSnapshot Snapshot { get; private set; } = null!;
    public IReadOnlyList<OrderLineCharge> Charges => _charges;

    /// <summary>What is due back after a refusal, in pence.</summary>
    public long RefundDuePence => _charges.Sum(c => c.RefundDuePence);

    /// <summary>What is left says what was sold, to nobody in particular.</summary>
    internal void ForgetAnswers()
    {
        Snapshot = Snapshot with { Answers = [] };
        if (RefusalReason is not null) RefusalReason = "Erased";
    }

    internal void Begin() => State = OrderTransitions.Check(State, OrderLineState.ToDo, Id);

    internal void Fulfil(DateTime now, string by) => Close(OrderLineState.Fulfilled, now, by);

    internal void Refuse(string reason, IReadOnlyCollection<string> kept, DateTime now, string by)
    {
        var mayBeKept = _charges.Where(c => c.Refundable == Refundability.ByPolicy).Select(c => c.ChargeId);
        if (kept.Except(mayBeKept).FirstOrDefault() is { } wrong)
            throw new InvalidOperationException($"Charge {wrong} of order line {Id} is not refundable by policy, so there is nothing to choose.");
        Close(OrderLineState.Refused, now, by);
        RefusalReason = reason;
        foreach (var charge in _charges) charge.RefuseWith(keep: kept.Contains(charge.ChargeId));
    }

    private void Close(OrderLineState state, DateTime now, string by)
    {
        State = OrderTransitions.Check(State, state, Id);
        ClosedAt = now;
        ClosedBy = by;
    }
}
