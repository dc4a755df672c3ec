using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Asks Stripe how the payment for a reference stands and applies the answer (the same idempotent step as the webhook's
/// worker and the sweeper). When Stripe does not answer, the last known state with <see cref="PaymentStatus.AskedStripe"/> false.
/// Null for an unknown reference.
/// </summary>
public sealed record CheckPayment(string Reference) : IGatewayCommand<PaymentStatus?>;

/// <summary>What is known without asking Stripe. Null for an unknown reference.</summary>
public sealed record GetPayment(string Reference) : IQuery<PaymentStatus?>;

/// <summary>Takes the payment back: expires the open session. Paid meanwhile: applied, <see cref="PaymentState.Paid"/> is returned. Does nothing when closed already. Throws when Stripe does not answer: try again later.</summary>
public sealed record ClosePayment(string Reference) : IGatewayCommand<PaymentState>;

public enum PaymentState { Awaiting, Processing, Paid, Closed }

/// <param name="LastAttempt">How the latest attempt stands, for the return page; null before the first.</param>
/// <param name="DeclineReason">Words for the payer when a card was declined.</param>
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
    bool AskedStripe);

public enum AttemptState { Preparing, Open, Processing, Succeeded, Failed, Expired, Abandoned }
