using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Asks Stripe how the payment for a reference stands and applies the answer (the same idempotent step as the webhook's
/// worker and the sweeper). Answers within 8 seconds: when Stripe does not, the last known state with
/// <see cref="PaymentStatus.AskedStripe"/> false. Null for an unknown reference.
/// </summary>
public sealed record CheckPayment(string Reference) : IGatewayCommand<PaymentStatus?>;

/// <summary>What is known without asking Stripe. Null for an unknown reference.</summary>
public sealed record GetPayment(string Reference) : IQuery<PaymentStatus?>;

/// <summary>Takes the payment back: expires the open session. Paid meanwhile: applied, <see cref="PaymentState.Paid"/> is returned. Does nothing when closed already. Throws <see cref="PaymentProviderUnavailableException"/> when Stripe does not answer: try again later.</summary>
public sealed record ClosePayment(string Reference) : IGatewayCommand<PaymentState>;

public enum PaymentState { Awaiting, Processing, Paid, Closed }

/// <param name="LastAttempt">How the latest attempt stands, for the return page; null before the first.</param>
/// <param name="DeclineReason">Words for the payer when a card was declined and nothing was paid since.</param>
/// <param name="RefundedPence">All that went back, over all charges of the payment.</param>
/// <param name="AskedStripe">True when nothing is known to be missing: Stripe answered just now, or had nothing left to tell.</param>
/// <param name="AttentionReason">Money at Stripe that does not fit, in words for finance; null when all is well. The payer is not to pay again.</param>
public sealed record PaymentStatus(
    Guid PaymentId,
    string Reference,
    long AmountPence,
    PaymentState State,
    AttemptState? LastAttempt,
    string? DeclineReason,
    string? CardBrand,
    string? CardLast4,
    DateTime? PaidAt,
    long RefundedPence,
    bool AskedStripe,
    string? AttentionReason);

public enum AttemptState { Preparing, Open, Processing, Succeeded, Failed, Expired, Abandoned }
