using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// What Stripe itself says was captured and refunded, straight from its API, for the proof; amounts in pence.
/// Throws when Stripe does not answer: a proof on half an answer would prove nothing.
/// </summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="Until">UTC, exclusive.</param>
public sealed record ListStripeCharges(DateTime From, DateTime Until) : IGatewayCommand<IReadOnlyList<StripeCharge>>;

/// <param name="Reference">Our reference from the metadata; null for a charge that is not ours.</param>
public sealed record StripeCharge(string ChargeId, string PaymentIntentId, string? Reference, DateTime CreatedAt, long CapturedPence, long RefundedPence);
