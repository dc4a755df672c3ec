using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// The reference of the payment that one of Stripe's ids is about: a checkout session, payment intent, charge, refund, dispute or
/// event. Null when no payment of the shop has to do with it.
/// </summary>
public sealed record FindReference(string StripeId) : IQuery<string?>;
