using Microsoft.EntityFrameworkCore;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank.Matching;

/// <summary>
/// The payouts that should be on the bank and are in no match: those that Stripe sent in pounds and that have not failed. One that
/// a person wrote off (its item is cleared by a journal) is not looked for any more.
/// </summary>
internal sealed class PayoutsToMatch(ShopDbContext db)
{
    /// <summary>More than arrive in two years: with so many not matched the oldest are dealt with first.</summary>
    private const int Most = 1000;

    /// <summary>A line may be this much later than its payout was due: twenty working days with holidays among them.</summary>
    private const int LatestDays = 45;

    /// <summary>For a person who looks: those that any of the lines may be, and the newest whatever their lines; the oldest first.</summary>
    public async Task<IReadOnlyList<PayoutToMatch>> ListAsync(IReadOnlyList<OpenLine> lines, CancellationToken ct)
    {
        var newest = await Read(Open().OrderByDescending(p => p.ArrivalDate).ThenByDescending(p => p.PayoutId)).ToListAsync(ct);
        return [.. (await AroundAsync(lines, ct)).UnionBy(newest, p => p.PayoutId).OrderBy(p => p.ArrivalDate).ThenBy(p => p.PayoutId, StringComparer.Ordinal)];
    }

    /// <summary>Those that any of the lines may be, and what was due later; the oldest first.</summary>
    public async Task<IReadOnlyList<PayoutToMatch>> AroundAsync(IReadOnlyList<OpenLine> lines, CancellationToken ct)
    {
        var from = lines.Count == 0 ? DateOnly.MinValue : lines.Min(l => l.ToMatch.Date).AddDays(-LatestDays);
        return await Read(OldestFirst(Open().Where(p => p.ArrivalDate >= from))).ToListAsync(ct);
    }

    /// <summary>Those that were due before the day and are no item yet; the oldest first.</summary>
    public Task<List<PayoutToMatch>> DueAsync(DateOnly before, CancellationToken ct) =>
        Read(OldestFirst(Open().Where(p => p.ArrivalDate < before
            && !db.Set<SuspenseItem>().Any(i => i.Source == SuspenseSource.MissingPayout && i.SourceId == p.PayoutId && i.State == SuspenseState.Open)))).ToListAsync(ct);

    /// <summary>Those of the ids that may be matched.</summary>
    public async Task<IReadOnlyList<PayoutToMatch>> FindAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        await Read(OldestFirst(Open().Where(p => ids.Contains(p.PayoutId)))).ToListAsync(ct);

    /// <summary>Of the ids, the payouts that never reach the bank: Stripe took them back.</summary>
    public async Task<IReadOnlyList<string>> FailedAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        await db.Set<Payout>().Where(p => ids.Contains(p.PayoutId) && (p.Status == PayoutStatus.Failed || p.Status == PayoutStatus.Cancelled)).Select(p => p.PayoutId).ToListAsync(ct);

    private IQueryable<Payout> Open() =>
        from payout in db.Set<Payout>()
        where payout.Currency == Money.Currency && !payout.IsWrongMode && payout.AmountPence != 0
            && (payout.Status == PayoutStatus.Pending || payout.Status == PayoutStatus.InTransit || payout.Status == PayoutStatus.Paid)
            && !db.Set<BankMatchPayout>().Any(m => m.PayoutId == payout.PayoutId && m.IsLive)
            && !db.Set<SuspenseItem>().Any(i => i.Source == SuspenseSource.MissingPayout && i.SourceId == payout.PayoutId && i.ClearedBy != null)
        select payout;

    private static IQueryable<Payout> OldestFirst(IQueryable<Payout> payouts) => payouts.OrderBy(p => p.ArrivalDate).ThenBy(p => p.PayoutId);

    private static IQueryable<PayoutToMatch> Read(IQueryable<Payout> payouts) =>
        payouts.Take(Most).Select(p => new PayoutToMatch(p.PayoutId, p.AmountPence, p.ArrivalDate, p.StatementDescriptor, p.TraceId));
}
