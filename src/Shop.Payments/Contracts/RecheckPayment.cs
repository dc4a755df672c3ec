using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Asks Stripe about all of a payment's sessions, paid ones included, and about the one behind a payment intent that nobody here
/// knows; then tells the other modules again what the payment has, which does nothing where it is known. For money that does not
/// agree. Null for an unknown reference. Throws <see cref="PaymentProviderUnavailableException"/> when Stripe does not answer within 8 seconds.
/// </summary>
/// <param name="PaymentIntentId">Of a charge at Stripe that names this reference; null when there is none.</param>
public sealed record RecheckPayment(string Reference, string? PaymentIntentId) : IGatewayCommand<PaymentStatus?>;

/// <summary>Messages from Stripe that failed for good, or were received more than ten minutes ago and are not worked yet; oldest first.</summary>
public sealed record ListOverdueEvents : IQuery<IReadOnlyList<WebhookEventRow>>;
