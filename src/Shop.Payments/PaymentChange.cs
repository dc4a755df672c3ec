namespace Shop.Payments;

internal enum PaymentChangeKind { Opened, AttemptPrepared, SessionOpened, AttemptAbandoned, AttemptChanged, Succeeded, FeeKnown, Refunded, NeedsAttention, Closed, RefundRequested, RefundChanged, DisputeChanged }

/// <summary>A row of a payment's history; written once.</summary>
internal sealed class PaymentChange
{
    private PaymentChange() { }

    public PaymentChange(Guid paymentId, int number, PaymentChangeKind kind, int? attemptNumber, string? detail, DateTime at)
    {
        (Id, PaymentId, Number, Kind, AttemptNumber, Detail, At) = (Guid.CreateVersion7(), paymentId, number, kind, attemptNumber, detail, at);
    }

    public Guid Id { get; private set; }
    public Guid PaymentId { get; private set; }

    /// <summary>1, 2, ... within the payment.</summary>
    public int Number { get; private set; }

    public PaymentChangeKind Kind { get; private set; }
    public int? AttemptNumber { get; private set; }

    /// <summary>Ids, codes and amounts only; nothing about the payer.</summary>
    public string? Detail { get; private set; }

    public DateTime At { get; private set; }
}
