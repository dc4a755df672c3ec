using Shop.Payments.Contracts;
using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>Stripe's balance, what moved it and what left it for the bank. Throws as <see cref="StripeSessions"/> does.</summary>
internal sealed class StripeBalances(StripeCalls calls, StripeConnection connection)
{
    private const int MostAPage = 100;

    /// <summary>One question brings the rows and what made them.</summary>
    private static readonly List<string> Sources = ["data.source"];

    public Task<StripeTransactionPage> ListTransactionsAsync(ListBalanceTransactions asked, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var options = new BalanceTransactionListOptions { Limit = Math.Clamp(asked.Limit, 1, MostAPage), Expand = Sources };
            // Assigning null would be sent as an empty string; so only what there is, is assigned.
            if (asked.PayoutId is { } payout) options.Payout = payout;
            if (asked.After is { } after) options.StartingAfter = after;
            if (Created(asked.CreatedFrom, asked.CreatedUntil) is { } created) options.Created = created;
            var page = await client.V1.BalanceTransactions.ListAsync(options, cancellationToken: ct);
            return new StripeTransactionPage([.. page.Data.Select(t => BalanceMapping.Read(t, asked.PayoutId, connection.Settings.IsLive))], page.HasMore);
        },
        ct);

    public Task<StripePayoutPage> ListPayoutsAsync(ListStripePayouts asked, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var options = new PayoutListOptions { Limit = Math.Clamp(asked.Limit, 1, MostAPage) };
            if (asked.After is { } after) options.StartingAfter = after;
            if (Created(asked.CreatedFrom, asked.CreatedUntil) is { } created) options.Created = created;
            var page = await client.V1.Payouts.ListAsync(options, cancellationToken: ct);
            return new StripePayoutPage([.. page.Data.Select(p => BalanceMapping.Read(p, connection.Settings.IsLive))], page.HasMore);
        },
        ct);

    /// <summary>Null when Stripe does not know it.</summary>
    public async Task<StripePayout?> FetchPayoutAsync(string payoutId, CancellationToken ct)
    {
        try
        {
            return await calls.MakeAsync(async client => BalanceMapping.Read(await client.V1.Payouts.GetAsync(payoutId, cancellationToken: ct), connection.Settings.IsLive), ct);
        }
        catch (StripeRefusedException e) when (e.Code == "resource_missing")
        {
            return null;
        }
    }

    public Task<StripeBalance> FetchBalanceAsync(CancellationToken ct) => calls.MakeAsync(
        async client => BalanceMapping.Read(await client.V1.Balance.GetAsync(cancellationToken: ct), connection.Settings.IsLive), ct);

    private static DateRangeOptions? Created(DateTime? from, DateTime? until)
    {
        if (from is null && until is null) return null;
        var range = new DateRangeOptions();
        if (from is { } first) range.GreaterThanOrEqual = first;
        if (until is { } end) range.LessThan = end;
        return range;
    }
}
