using MediatR;

namespace Shop.Payments.Contracts;

/// <summary>The exact amount was captured, seen at Stripe. Sent once per payment, inside the transaction that records it.</summary>
/// <param name="PaidAt">UTC, Stripe's time of the charge.</param>
/// <param name="FeePence">Null until the balance transaction exists.</param>
public sealed record PaymentSucceeded(
    Guid PaymentId, string Reference, long AmountPence, DateTime PaidAt,
    string ChargeId, string PaymentIntentId, string CardBrand, string CardLast4, long? FeePence) : INotification;

/// <summary>Stripe's fee for a payment became known (from the balance transaction, never computed). Sent once per payment.</summary>
public sealed record PaymentFeeKnown(Guid PaymentId, string Reference, string BalanceTransactionId, long FeePence, long NetPence) : INotification;

/// <summary>The amount given back for a payment changed at Stripe. <paramref name="RefundedPence"/> is the new total.</summary>
/// <param name="ByCharge">The same total charge by charge; null counts all of it to the payment's own charge.</param>
public sealed record PaymentRefunded(Guid PaymentId, string Reference, long RefundedPence, IReadOnlyList<ChargeRefunded>? ByCharge = null) : INotification
{
    /// <summary>Pence that went back of the charge that paid, not of money that came twice or too late.</summary>
    public long OwnPence => ByCharge is null ? RefundedPence : ByCharge.Where(c => c.IsOwn).Sum(c => c.RefundedPence);
}

/// <param name="RefundedPence">Total of this charge.</param>
/// <param name="IsOwn">It is the charge that paid.</param>
public sealed record ChargeRefunded(string ChargeId, long RefundedPence, bool IsOwn);

/// <summary>Money that does not fit: twice, too late, a wrong amount, or nobody's. It stays recorded and a person must look. Sent once per charge.</summary>
/// <param name="ChargeId">Stripe's charge, so that who keeps the money on something keeps it once only.</param>
/// <param name="TakenAt">UTC, Stripe's time of the charge; null means now.</param>
public sealed record PaymentNeedsAttention(
    Guid PaymentId, string Reference, long AmountPence, string Reason, string? ChargeId = null, DateTime? TakenAt = null) : INotification;
