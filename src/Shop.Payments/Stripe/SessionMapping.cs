using Shop.Kernel;
using Shop.Payments.Contracts;
using Stripe;
using Stripe.Checkout;

namespace Shop.Payments.Stripe;

/// <summary>Between Stripe's objects and the module's own.</summary>
internal static class SessionMapping
{
    private const int LongestProductName = 250;

    public static SessionCreateOptions Write(SessionRequest request)
    {
        var metadata = new Dictionary<string, string>(request.Metadata);
        var payment = new SessionPaymentIntentDataOptions { Description = request.Description, Metadata = metadata };
        // Assigning null would be sent as an empty string, which unsets; so it is assigned only when there is one.
        if (request.StatementSuffix is { Length: > 0 } suffix) payment.StatementDescriptorSuffix = suffix;
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            UiMode = "hosted_page",
            SubmitType = "pay",
            Locale = "en-GB",
            SuccessUrl = request.SuccessUrl,
            CancelUrl = request.CancelUrl,
            ClientReferenceId = request.Reference,
            ExpiresAt = request.ExpiresAt,
            AllowedPaymentMethodTypes = ["card"],
            AdaptivePricing = new SessionAdaptivePricingOptions { Enabled = false },
            Metadata = metadata,
            PaymentIntentData = payment,
            LineItems = [.. request.Lines.Select(Line)],
        };
        if (request.PayerEmail is { } email) options.CustomerEmail = email;
        return options;
    }

    public static RemoteSession Read(Session session) => new(
        session.Id,
        StatusOf(session.Status),
        session.PaymentStatus ?? "unpaid",
        session.AmountTotal ?? 0,
        session.Currency ?? "",
        session.Livemode,
        session.ClientReferenceId,
        session.Metadata?.GetValueOrDefault(SessionTerms.ReferenceKey),
        Guid.TryParse(session.Metadata?.GetValueOrDefault(SessionTerms.AttemptKey), out var attempt) ? attempt : null,
        session.Url,
        session.ExpiresAt,
        session.PaymentIntent is { } intent ? Read(intent) : null);

    /// <summary>The money as Stripe's list of charges has it, for the proof.</summary>
    public static StripeCharge ReadForProof(Charge charge) => new(
        charge.Id, charge.PaymentIntentId ?? "", charge.Metadata?.GetValueOrDefault(SessionTerms.ReferenceKey),
        charge.Created, charge.AmountCaptured, charge.AmountRefunded);

    private static SessionLineItemOptions Line(PaymentLine line) => new()
    {
        Quantity = line.Quantity,
        PriceData = new SessionLineItemPriceDataOptions
        {
            Currency = Money.Currency,
            UnitAmount = line.UnitPence,
            TaxBehavior = "inclusive",
            ProductData = new SessionLineItemPriceDataProductDataOptions
            {
                Name = line.Name.Length <= LongestProductName ? line.Name : line.Name[..LongestProductName],
            },
        },
    };

    /// <summary>An unknown status is treated as open: nothing is concluded from it.</summary>
    private static RemoteStatus StatusOf(string? status) => status switch
    {
        "complete" => RemoteStatus.Complete,
        "expired" => RemoteStatus.Expired,
        _ => RemoteStatus.Open,
    };

    private static RemotePayment Read(PaymentIntent intent) => new(
        intent.Id, intent.Status, intent.LastPaymentError?.Code, intent.LastPaymentError?.DeclineCode,
        intent.LatestCharge is { } charge ? Read(charge) : null);

    private static RemoteCharge Read(Charge charge) => new(
        charge.Id,
        charge.Currency ?? "",
        charge is { Paid: true, Captured: true } ? charge.AmountCaptured : 0,
        charge.Created,
        charge.PaymentMethodDetails?.Card?.Brand,
        charge.PaymentMethodDetails?.Card?.Last4,
        charge.BalanceTransaction is { } row ? new RemoteFee(row.Id, row.Fee, row.Net) : null)
    {
        Says = (charge.AmountRefunded > 0 ? MoneyBackLook.Refunds : MoneyBackLook.None) | (charge.Disputed ? MoneyBackLook.Disputes : MoneyBackLook.None),
    };
}
