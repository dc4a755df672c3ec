using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>
/// Sums of whole London days: of days that were added up, from what they came to; of the others, from the payments. The days that
/// changed are read first: one that changes or is added up in between is then counted once all the same.
/// </summary>
internal sealed class TakingSums(ShopDbContext db)
{
    /// <summary>From the first to the last day, both included; null: without end.</summary>
    public async Task<PaymentSums> PaymentsAsync(DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var changed = await ChangedAsync(first, last, ct);
        var added = await db.Set<TakingDay>().Where(d => d.Day >= first && d.Day <= last && !changed.Contains(d.Day)).GroupBy(_ => 1)
            .Select(g => new PaymentSums(g.Sum(d => d.Payments), g.Sum(d => d.GrossPence), g.Sum(d => d.RefundedPence), g.Sum(d => d.FeePence), g.Sum(d => d.WithoutFee)))
            .SingleOrDefaultAsync(ct) ?? PaymentSums.None;
        return (await DaysAsync(changed, ct)).Aggregate(added, (sum, d) => sum + new PaymentSums(d.Payments, d.GrossPence, d.RefundedPence, d.FeePence, d.WithoutFee));
    }

    /// <summary>By day and code, both days included, in no order.</summary>
    public async Task<IReadOnlyList<TakingTotal>> LinesAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var changed = await ChangedAsync(from, to, ct);
        var added = await db.Set<TakingTotal>().AsNoTracking().Where(t => t.Day >= from && t.Day <= to && !changed.Contains(t.Day)).ToListAsync(ct);
        return [.. added, .. await TotalsAsync(changed, ct)];
    }

    /// <summary>What the payments of the days come to, read from the payments.</summary>
    public async Task<IReadOnlyList<TakingDay>> DaysAsync(IReadOnlyList<DateOnly> days, CancellationToken ct) => days.Count == 0 ? [] : await db.Set<FinancePayment>()
        .Where(p => p.FinancialDate != null && days.Contains(p.FinancialDate.Value)).GroupBy(p => p.FinancialDate!.Value)
        .Select(g => new TakingDay
        {
            Day = g.Key,
            Payments = g.Count(),
            GrossPence = g.Sum(p => p.GrossPence),
            RefundedPence = g.Sum(p => p.RefundedPence),
            FeePence = g.Sum(p => p.FeePence ?? 0),
            WithoutFee = g.Count(p => p.FeePence == null),
        }).ToListAsync(ct);

    /// <summary>What the order lines of the days come to, read from the lines.</summary>
    public async Task<IReadOnlyList<TakingTotal>> TotalsAsync(IReadOnlyList<DateOnly> days, CancellationToken ct) => days.Count == 0 ? [] : await db.Set<FinancePaymentLine>()
        .Where(l => days.Contains(l.FinancialDate)).GroupBy(l => new { l.FinancialDate, l.CostCentre, l.Subjective, l.VatCode })
        .Select(g => new TakingTotal
        {
            Day = g.Key.FinancialDate,
            CostCentre = g.Key.CostCentre,
            Subjective = g.Key.Subjective,
            VatCode = g.Key.VatCode,
            Lines = g.Count(),
            NetPence = g.Sum(l => l.NetPence),
            VatPence = g.Sum(l => l.VatPence),
            GrossPence = g.Sum(l => l.GrossPence),
        }).ToListAsync(ct);

    private Task<List<DateOnly>> ChangedAsync(DateOnly first, DateOnly last, CancellationToken ct) =>
        db.Set<TakingChange>().Where(c => c.Day >= first && c.Day <= last).Select(c => c.Day).Distinct().ToListAsync(ct);
}
