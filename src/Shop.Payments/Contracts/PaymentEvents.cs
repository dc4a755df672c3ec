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
public sealed record PaymentRefunded(Guid PaymentId, string Reference, long RefundedPence) : INotification;

/// <summary>Money that does not fit: twice, too late, a wrong amount, or nobody's. It stays recorded and a person must look. Sent once per charge.</summary>
/// <param name="ChargeId">Stripe's charge, so that who keeps the money on something keeps it once only.</param>
/// <param name="TakenAt">UTC, Stripe's time of the charge; null means now.</param>
public sealed record PaymentNeedsAttention(
    Guid PaymentId, string Reference, long AmountPence, string Reason, string? ChargeId = null, DateTime? TakenAt = null) : INotification;
