using System.Globalization;
using MediatR;
using Shop.Kernel;
using Shop.Payments.Contracts;

namespace Shop.Benchmarks;

/// <summary>
/// A Stripe that has taken N charges and paid out each thousand of them; every answer is computed from the place in its list,
/// so it holds nothing in memory. The oldest charge is number 0; payout number k carries charges k * 1,000 to k * 1,000 + 999.
/// </summary>
internal sealed class EndlessStripe(long charges)
{
    private const int ChargesAPayout = 1_000;
    private const int RowsAPayout = ChargesAPayout + 1;

    /// <summary>More than a year ago: everything is settled and paid out.</summary>
    private static readonly DateTime Start = DateTime.UtcNow.Date.AddDays(-400);

    private long _served;

    /// <summary>A last, unfinished thousand is in no payout.</summary>
    private long Payouts => charges / ChargesAPayout;

    public long Total => charges + Payouts;

    public long Pages { get; private set; }

    /// <summary>Reference of the order in the middle of the list, the only one that a person could type.</summary>
    public string Middle { get; } = OrderReference.New().Value;

    public string Reference(long number) => number == charges / 2 ? Middle : string.Create(CultureInfo.InvariantCulture, $"B{number:00000000}");

    /// <summary>When each payout is on the bank, oldest first.</summary>
    public IEnumerable<(DateOnly Day, long Pence)> Arrivals()
    {
        for (var number = 0L; number < Payouts; number++) yield return (Payout(number).ArrivalDate, Amount(number));
    }

    /// <summary>Answers no more after so many rows; null for ever.</summary>
    public long? StopAfter { get; set; }

    public static string ChargeId(long number) => string.Create(CultureInfo.InvariantCulture, $"ch_bench_{number:00000000}");

    public static long Gross(long number) => 2_000 + number % 97 * 100;

    public static long Fee(long gross) => (gross * 150 + 5_000) / 10_000 + 20;

    /// <summary>A year of charges, evenly.</summary>
    public DateTime At(long number) => Start.AddSeconds(number * (365.0 * 86_400 / charges)).AddTicks(-(Start.AddSeconds(number * (365.0 * 86_400 / charges)).Ticks % TimeSpan.TicksPerSecond));

    private static string PayoutId(long number) => string.Create(CultureInfo.InvariantCulture, $"po_bench_{number:00000}");

    private static long Amount(long payout) => Enumerable.Range(0, ChargesAPayout).Sum(i => Gross(payout * ChargesAPayout + i) - Fee(Gross(payout * ChargesAPayout + i)));

    private StripeTransaction Row(long place, string? payoutAsked)
    {
        var (payout, within) = (place / RowsAPayout, place % RowsAPayout);
        var id = string.Create(CultureInfo.InvariantCulture, $"txn_bench_{place:00000000}");
        if (within == ChargesAPayout)
        {
            var at = At(payout * ChargesAPayout + ChargesAPayout - 1);
            var amount = Amount(payout);
            return new StripeTransaction(id, "payout", "payout", -amount, 0, -amount, [], "gbp", PayoutId(payout), null, null, null, null, null, PayoutId(payout), at, at, true, "STRIPE PAYOUT", false);
        }

        var number = payout * ChargesAPayout + within;
        var (gross, charge, taken) = (Gross(number), ChargeId(number), At(number));
        return new StripeTransaction(
            id, "charge", "charge", gross, Fee(gross), gross - Fee(gross), [new StripeFee("stripe_fee", Fee(gross), "Stripe processing fees")], "gbp", charge, charge, null,
            Reference(number), null, null, payoutAsked, taken, taken.AddDays(3), true, null, false);
    }

    private StripeTransactionPage Page(ListBalanceTransactions asked)
    {
        if (_served >= StopAfter) throw new Stopped();
        var (oldest, newest) = asked.PayoutId is { } payout ? Bounds(payout) : (0L, Total - 1);
        if (asked.CreatedFrom is { } from) oldest = Math.Max(oldest, asked.PayoutId is null && from > At(charges - 1) ? Total : oldest);
        if (asked.After is { } after) newest = long.Parse(after["txn_bench_".Length..], CultureInfo.InvariantCulture) - 1;
        var rows = new List<StripeTransaction>(asked.Limit);
        for (var place = newest; place >= oldest && rows.Count < asked.Limit; place--) rows.Add(Row(place, asked.PayoutId));
        (_served, Pages) = (_served + rows.Count, Pages + 1);
        if (Pages % 1_000 == 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {_served:N0} rows read"));
        return new StripeTransactionPage(rows, newest - rows.Count >= oldest);
    }

    private static (long Oldest, long Newest) Bounds(string payoutId)
    {
        var payout = long.Parse(payoutId["po_bench_".Length..], CultureInfo.InvariantCulture);
        return (payout * RowsAPayout, payout * RowsAPayout + ChargesAPayout);
    }

    private StripePayout Payout(long number)
    {
        var at = At(number * ChargesAPayout + ChargesAPayout - 1);
        return new StripePayout(
            PayoutId(number), Amount(number), "gbp", "paid", true, "completed", at, DateOnly.FromDateTime(at.AddDays(1)),
            string.Create(CultureInfo.InvariantCulture, $"txn_bench_{number * RowsAPayout + ChargesAPayout:00000000}"), null, null, null, null, null, null, null, false);
    }

    internal sealed class Handlers(EndlessStripe stripe)
        : IRequestHandler<ListBalanceTransactions, StripeTransactionPage>, IRequestHandler<ListStripePayouts, StripePayoutPage>,
            IRequestHandler<GetStripePayout, StripePayout?>, IRequestHandler<GetStripeBalance, StripeBalance>,
            IRequestHandler<FindReference, string?>, IRequestHandler<GetPaymentTimeline, IReadOnlyList<TimelineEntry>?>
    {
        /// <summary>Payments has no rows here: what finance itself knows is measured.</summary>
        public Task<string?> Handle(FindReference request, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<IReadOnlyList<TimelineEntry>?> Handle(GetPaymentTimeline request, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TimelineEntry>?>(null);

        public Task<StripeTransactionPage> Handle(ListBalanceTransactions request, CancellationToken cancellationToken) => Task.FromResult(stripe.Page(request));

        public Task<StripePayoutPage> Handle(ListStripePayouts request, CancellationToken cancellationToken)
        {
            var newest = request.After is { } after ? long.Parse(after["po_bench_".Length..], CultureInfo.InvariantCulture) - 1 : stripe.Payouts - 1;
            var rows = new List<StripePayout>();
            for (var number = newest; number >= 0 && rows.Count < request.Limit; number--) rows.Add(stripe.Payout(number));
            return Task.FromResult(new StripePayoutPage(rows, newest - rows.Count >= 0));
        }

        public Task<StripePayout?> Handle(GetStripePayout request, CancellationToken cancellationToken) => Task.FromResult<StripePayout?>(null);

        public Task<StripeBalance> Handle(GetStripeBalance request, CancellationToken cancellationToken)
        {
            var left = 0L;
            for (var number = stripe.Payouts * ChargesAPayout; number < stripe.ChargeCount; number++) left += Gross(number) - Fee(Gross(number));
            return Task.FromResult(new StripeBalance(left, 0, [], false));
        }
    }

    private long ChargeCount => charges;

    private sealed class Stopped() : PaymentProviderUnavailableException("Stripe was switched off, as the benchmark wants it.", null);
}
