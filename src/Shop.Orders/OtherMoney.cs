namespace Shop.Orders;

/// <summary>A charge on an order beside its own payment: twice, too late or of a wrong amount. Only ever added; how much of it went back is Stripe's word.</summary>
internal sealed class OtherMoney
{
    private OtherMoney() { }

    public OtherMoney(Guid orderId, Guid paymentId, string? chargeId, long amountPence, DateTime takenAt, string reason)
    {
        Id = Guid.CreateVersion7();
        OrderId = orderId;
        PaymentId = paymentId;
        ChargeId = chargeId;
        AmountPence = amountPence;
        TakenAt = takenAt;
        Reason = reason;
    }

    public Guid Id { get; private set; }
    public Guid OrderId { get; private set; }
    public Guid PaymentId { get; private set; }

    /// <summary>Stripe's id; null where the sender did not say.</summary>
    public string? ChargeId { get; private set; }

    public long AmountPence { get; private set; }
    /// <summary>Stripe's total.</summary>
    public long RefundedPence { get; internal set; }

    public DateTime TakenAt { get; private set; }
    public string Reason { get; private set; } = "";
}
