using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>What the payer's card statement will show for a payment, to be said before they leave for Stripe. Empty when not configured.</summary>
public sealed record GetCardStatement : IQuery<string>;
