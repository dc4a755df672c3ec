using Shop.Payments.Contracts;
using Stripe;
using Stripe.Checkout;

namespace Shop.Payments.Stripe;

/// <summary>
/// Checkout Sessions in Stripe's words. Everything throws <see cref="StripeUnavailableException"/> when Stripe gave no
/// usable answer and <see cref="StripeRefusedException"/> when it said a final no.
/// </summary>
internal sealed class StripeSessions(StripeCalls calls, StripeMoneyBack money)
{
    /// <summary>One question brings the session, its payment, the charge and the fee.</summary>
    private static readonly List<string> Everything = ["payment_intent.latest_charge.balance_transaction"];

    /// <summary>Asked again with the same key, Stripe answers with the same session.</summary>
    public Task<RemoteSession> CreateAsync(SessionRequest request, string idempotencyKey, CancellationToken ct) => calls.MakeAsync(
        async client => SessionMapping.Read(await client.V1.Checkout.Sessions.CreateAsync(
            SessionMapping.Write(request), new RequestOptions { IdempotencyKey = idempotencyKey }, ct)),
        ct);

    /// <summary>
    /// <see cref="RemoteStatus.Missing"/> when Stripe does not know the session. What <paramref name="look"/> names, or
    /// the charge itself speaks of, is listed, too.
    /// </summary>
    public async Task<RemoteSession> FetchAsync(string sessionId, MoneyBackLook look, CancellationToken ct)
    {
        var session = await FetchAloneAsync(sessionId, ct);
        if (session.Payment?.Charge is not { CapturedPence: > 0 } charge) return session;
        return session with { Payment = session.Payment with { Charge = await money.WithMoneyBackAsync(charge, look | charge.Says, ct) } };
    }

    private async Task<RemoteSession> FetchAloneAsync(string sessionId, CancellationToken ct)
    {
        try
        {
            return await calls.MakeAsync(
                async client => SessionMapping.Read(await client.V1.Checkout.Sessions.GetAsync(
                    sessionId, new SessionGetOptions { Expand = Everything }, cancellationToken: ct)),
                ct);
        }
        catch (StripeRefusedException e) when (e.Code == "resource_missing")
        {
            return RemoteSession.NotFound(sessionId);
        }
    }

    /// <summary>Does nothing when the session is not open any more: Stripe then refuses, and its true state has to be fetched.</summary>
    public async Task ExpireAsync(string sessionId, CancellationToken ct)
    {
        try
        {
            await calls.MakeAsync(client => client.V1.Checkout.Sessions.ExpireAsync(sessionId, cancellationToken: ct), ct);
        }
        catch (StripeRefusedException)
        {
            // Complete, expired or unknown: the caller fetches it next and learns which.
            return;
        }
    }

    /// <summary>The session a payment intent belongs to; null when it has none.</summary>
    public Task<string?> FindByPaymentIntentAsync(string paymentIntentId, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var found = await client.V1.Checkout.Sessions.ListAsync(new SessionListOptions { PaymentIntent = paymentIntentId, Limit = 1 }, cancellationToken: ct);
            return found.Data.FirstOrDefault()?.Id;
        },
        ct);

    /// <summary>Every charge that captured pounds, oldest bound inclusive, newest exclusive.</summary>
    public async Task<List<StripeCharge>> ListChargesAsync(DateTime from, DateTime until, CancellationToken ct)
    {
        var found = new List<StripeCharge>();
        string? after = null;
        while (true)
        {
            var options = new ChargeListOptions { Limit = 100, Created = new DateRangeOptions { GreaterThanOrEqual = from, LessThan = until } };
            if (after is not null) options.StartingAfter = after;
            // Each page is a call of its own: a long list that somebody gives up on does not look like a Stripe that does not answer.
            var page = await calls.MakeAsync(client => client.V1.Charges.ListAsync(options, cancellationToken: ct), ct);
            foreach (var charge in page.Data)
                if (charge is { Paid: true, Captured: true } && FitCheck.IsPounds(charge.Currency)) found.Add(SessionMapping.ReadForProof(charge));
            if (!page.HasMore || page.Data.Count == 0) return found;
            after = page.Data[^1].Id;
        }
    }
}
