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
    private const int Most = 500;

    /// <summary>The oldest first, at most 500.</summary>
    public async Task<IReadOnlyList<PayoutToMatch>> ListAsync(CancellationToken ct) =>
        await Open().OrderBy(p => p.ArrivalDate).ThenBy(p => p.PayoutId).Take(Most).Select(p => new PayoutToMatch(p.PayoutId, p.AmountPence, p.ArrivalDate, p.StatementDescriptor, p.TraceId)).ToListAsync(ct);

    /// <summary>Those of the ids that may be matched.</summary>
    public async Task<IReadOnlyList<PayoutToMatch>> FindAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        await Open().Where(p => ids.Contains(p.PayoutId)).OrderBy(p => p.ArrivalDate).ThenBy(p => p.PayoutId)
            .Select(p => new PayoutToMatch(p.PayoutId, p.AmountPence, p.ArrivalDate, p.StatementDescriptor, p.TraceId)).ToListAsync(ct);

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
}
