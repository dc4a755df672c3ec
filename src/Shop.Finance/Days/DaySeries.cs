using Microsoft.EntityFrameworkCore;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Days;

/// <summary>The figures of many days, each source asked once for all of them. Days on which nothing happened are there with noughts.</summary>
internal sealed class DaySeries(ShopDbContext db)
{
    /// <param name="from">London day, inclusive.</param>
    /// <param name="to">London day, inclusive.</param>
    public async Task<IReadOnlyList<DayFigures>> OfAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var taken = await db.Set<FinancePayment>().Where(p => p.FinancialDate >= from && p.FinancialDate <= to)
            .GroupBy(p => p.FinancialDate!.Value)
            .Select(g => new { Day = g.Key, Count = g.Count(), Gross = g.Sum(p => p.GrossPence), Refunded = g.Sum(p => p.RefundedPence), Fee = g.Sum(p => p.FeePence ?? 0), WithoutFee = g.Count(p => p.FeePence == null) })
            .ToDictionaryAsync(t => t.Day, ct);
        var payouts = (await PayoutsAsync(from, to, ct)).ToLookup(p => LondonTime.DateOf(p.CreatedAt));
        var banked = await db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.Bank && e.FinancialDate >= from && e.FinancialDate <= to)
            .GroupBy(e => e.FinancialDate).Select(g => new { Day = g.Key, Pence = g.Sum(e => e.DebitPence - e.CreditPence) }).ToDictionaryAsync(b => b.Day, b => b.Pence, ct);
        var suspense = await db.Set<SuspenseItem>().Where(s => s.State == SuspenseState.Open && s.Since >= from && s.Since <= to)
            .GroupBy(s => s.Since).Select(g => new { Day = g.Key, Count = g.Count(), Pence = g.Sum(s => Math.Abs(s.AmountPence)) }).ToDictionaryAsync(s => s.Day, ct);
        var clearing = await db.Set<ClearingDay>().AsNoTracking().Where(c => c.Day >= from && c.Day <= to).ToDictionaryAsync(c => c.Day, ct);
        return
        [
            .. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day =>
            {
                var (t, s, c) = (taken.GetValueOrDefault(day), suspense.GetValueOrDefault(day), clearing.GetValueOrDefault(day));
                return new DayFigures(
                    day, t?.Count ?? 0, t?.Gross ?? 0, t?.Refunded ?? 0, t?.Fee ?? 0, t?.WithoutFee ?? 0,
                    payouts[day].Count(), payouts[day].Where(p => p.ReachesTheBank).Sum(p => p.AmountPence), banked.GetValueOrDefault(day), s?.Count ?? 0, s?.Pence ?? 0,
                    c is null ? 0 : Math.Abs(c.StripePence - c.LedgerPence) + Math.Abs(c.PaidPence - c.LinesPence), payouts[day].Sum(p => p.UnexplainedPence));
            }),
        ];
    }

    private Task<List<PayoutOfDay>> PayoutsAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (start, end) = (LondonTime.StartOfDay(from), LondonTime.StartOfDay(to.AddDays(1)));
        return db.Set<Payout>().Where(p => p.CreatedAt >= start && p.CreatedAt < end)
            .Select(p => new PayoutOfDay(p.CreatedAt, p.AmountPence, p.Status != PayoutStatus.Failed && p.Status != PayoutStatus.Cancelled, p.UnexplainedPence ?? 0)).ToListAsync(ct);
    }

    private sealed record PayoutOfDay(DateTime CreatedAt, long AmountPence, bool ReachesTheBank, long UnexplainedPence);
}
