using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>Everything about one payout that is not explained, from its sum down to the ledger (S6b I1, I2, I5, I9 to I12).</summary>
internal sealed class PayoutFaults(ShopDbContext db, TransactionFaults transactions, LedgerFaults ledger)
{
    public async Task<PayoutCheck> OfAsync(Payout payout, CancellationToken ct)
    {
        var rows = db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.PayoutKey == payout.Id);
        var sums = await rows.GroupBy(t => t.SourceId == payout.PayoutId && t.Kind == TransactionKind.Payout)
            .Select(g => new { IsOwn = g.Key, Count = g.Count(), Net = g.Sum(t => t.NetPence) }).ToListAsync(ct);
        var (own, carried) = (sums.Find(s => s.IsOwn), sums.Find(s => !s.IsOwn));
        var faults = new List<Fault>();
        if (await AlarmAsync(payout, ct) is { } alarm) faults.Add(alarm);
        else if (payout.Import == PayoutImport.Done) faults.AddRange(Sums(payout, carried?.Net ?? 0, own?.Net));
        faults.AddRange(await transactions.OfAsync(rows, ct));
        faults.AddRange(await ledger.OfAsync(rows, ct));
        if (await ComeBackAsync(payout, ct) is { } missing) faults.Add(missing);
        return new PayoutCheck(sums.Sum(s => s.Count), faults);
    }

    private async Task<Fault?> AlarmAsync(Payout payout, CancellationToken ct)
    {
        if (PayoutAlarm.Of(payout) is not { } why) return null;
        var item = await db.Set<SuspenseItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Source == SuspenseSource.PayoutDifference && i.SourceId == payout.PayoutId, ct);
        return item is { State: SuspenseState.Cleared } ? null : new Fault(FaultKind.NotItemised, null, null, LondonTime.DateOf(payout.CreatedAt), payout.AmountPence, item?.Id) { Why = why };
    }

    private static IEnumerable<Fault> Sums(Payout payout, long carried, long? own)
    {
        var day = LondonTime.DateOf(payout.CreatedAt);
        if (carried != payout.AmountPence)
            yield return new Fault(FaultKind.PayoutDiffers, null, null, day, payout.AmountPence - carried)
            {
                Why = $"The transactions come to {new Money(carried)}, the payout to {new Money(payout.AmountPence)}.",
            };
        if (own is null)
            yield return new Fault(FaultKind.OwnRowMissing, null, null, day, payout.AmountPence) { Why = "Stripe’s list has no row of the payout itself." };
        else if (own != -payout.AmountPence)
            yield return new Fault(FaultKind.PayoutDiffers, payout.BalanceTransactionId, null, day, payout.AmountPence + own.Value)
            {
                Why = $"The payout’s own row moved the balance by {new Money(own.Value)}, the payout is {new Money(payout.AmountPence)}.",
            };
    }

    /// <summary>What failed or was called back has to be in the balance again, to the penny.</summary>
    private async Task<Fault?> ComeBackAsync(Payout payout, CancellationToken ct)
    {
        if (payout.Status is not (PayoutStatus.Failed or PayoutStatus.Cancelled)) return null;
        var back = await db.Set<BalanceTransaction>().Where(t => t.SourceId == payout.PayoutId && t.Kind == TransactionKind.PayoutReversal).SumAsync(t => t.NetPence, ct);
        return back == payout.AmountPence ? null : new Fault(FaultKind.NotComeBack, null, null, LondonTime.DateOf(payout.CreatedAt), payout.AmountPence - back)
        {
            Why = $"The payout did not reach the bank; {new Money(back)} of {new Money(payout.AmountPence)} is in Stripe’s balance again.",
        };
    }
}

/// <param name="Transactions">Rows it carried, its own among them.</param>
internal sealed record PayoutCheck(int Transactions, IReadOnlyList<Fault> Faults)
{
    /// <summary>Sizes, without regard to sign: two faults never cancel each other.</summary>
    public long UnexplainedPence => Faults.Sum(f => Math.Abs(f.AmountPence));
}
