using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Sends the payer to Stripe: reuses the open attempt or makes a new Checkout Session (attempt row committed before the
/// call, idempotency key with a hash of the parameters). Asked twice at once, both get the same session.
/// </summary>
public sealed record StartPayment(string Reference) : IGatewayCommand<StartPaymentResult>;

public abstract record StartPaymentResult
{
    private StartPaymentResult() { }

    /// <summary>Send the payer here (Stripe's page).</summary>
    public sealed record GoTo(Uri Url) : StartPaymentResult;

    /// <summary>It was paid meanwhile (another tab, a late webhook).</summary>
    public sealed record AlreadyPaid : StartPaymentResult;

    /// <summary>Withdrawn, lapsed or unknown: nothing can be paid.</summary>
    public sealed record Closed : StartPaymentResult;

    /// <summary>Stripe did not answer: nothing was charged, try again in a few minutes.</summary>
    public sealed record ProviderUnavailable : StartPaymentResult;
}
