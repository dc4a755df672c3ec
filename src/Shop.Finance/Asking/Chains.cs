using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Asking;

/// <summary>The chain of a thing. Whatever belongs to one order is told as that order's; what belongs to none, as its payout's or as its own.</summary>
internal sealed class Chains(ShopDbContext db, IMediator mediator, OrderChain orders, ChainSteps steps)
{
    /// <summary>Throws when the thing is not there: it was found a moment ago, and nothing in finance is deleted.</summary>
    public Task<Chain> OfAsync(AskKind kind, string id, CancellationToken ct) => kind switch
    {
        AskKind.Order => orders.OfAsync(id, ct),
        AskKind.Refund => RefundAsync(Guid.Parse(id), ct),
        AskKind.Dispute => DisputeAsync(id, ct),
        AskKind.Payout => PayoutAsync(id, ct),
        AskKind.Transaction => TransactionAsync(id, ct),
        AskKind.BankLine => BankLineAsync(Guid.Parse(id), ct),
        AskKind.SuspenseItem => SuspenseAsync(Guid.Parse(id), ct),
        AskKind.Journal => JournalAsync(Guid.Parse(id), ct),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<Chain> RefundAsync(Guid id, CancellationToken ct) =>
        await orders.OfAsync(await db.Set<FinanceRefund>().Where(r => r.Id == id).Select(r => r.Reference).SingleAsync(ct), ct);

    private async Task<Chain> DisputeAsync(string id, CancellationToken ct) =>
        await orders.OfAsync(await db.Set<FinanceDispute>().Where(d => d.Id == id).Select(d => d.Reference).SingleAsync(ct), ct);

    private async Task<Chain> PayoutAsync(string id, CancellationToken ct)
    {
        var payout = await db.Set<Payout>().AsNoTracking().SingleAsync(p => p.PayoutId == id, ct);
        var own = await db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.SourceId == id).OrderBy(t => t.Id).ToListAsync(ct);
        var banked = await steps.BankedAsync([id], ct);
        return new Chain(
            AskKind.Payout, id, [.. ChainFacts.OfPayout(payout, banked)],
            await steps.SortedAsync(
                [
                    .. ChainSteps.OfPayout(payout), await CarriedAsync(payout, ct), .. own.Select(t => ChainSteps.OfTransaction(t, null)), .. banked.SelectMany(ChainSteps.OfBank),
                    .. await steps.JournalsAsync(db.Set<LedgerEntry>().Where(e => e.PayoutId == id), ct),
                ],
                ct));
    }

    private async Task<ChainStep> CarriedAsync(Payout payout, CancellationToken ct)
    {
        var kinds = await db.Set<BalanceTransaction>().Where(t => t.PayoutKey == payout.Id && t.Kind != TransactionKind.Payout)
            .GroupBy(t => t.Kind).Select(g => new { Kind = g.Key, Count = g.Count(), Net = g.Sum(t => t.NetPence) }).ToListAsync(ct);
        return ChainSteps.Carried(payout, [.. kinds.OrderBy(k => k.Kind).Select(k => (k.Kind, k.Count, k.Net))]);
    }

    private async Task<Chain> TransactionAsync(string id, CancellationToken ct)
    {
        var row = await db.Set<BalanceTransaction>().AsNoTracking().SingleAsync(t => t.TransactionId == id, ct);
        if (row is { PaymentKey: not null, Reference: { } reference }) return await orders.OfAsync(reference, ct);
        if (row is { Kind: TransactionKind.Payout or TransactionKind.PayoutReversal, SourceId: { } paidOut } && await db.Set<Payout>().AnyAsync(p => p.PayoutId == paidOut, ct)) return await PayoutAsync(paidOut, ct);
        if (row.ChargeId is { } charge && await mediator.Send(new FindReference(charge), ct) is { } stray) return await orders.OfAsync(stray, ct);
        var payout = await db.Set<Payout>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == row.PayoutKey, ct);
        var banked = payout is null ? [] : await steps.BankedAsync([payout.PayoutId], ct);
        var sources = TransactionJournals.Sources(row.TransactionId, row.SourceId, row.ChargeId);
        return new Chain(
            AskKind.Transaction, id, [.. ChainFacts.OfTransaction(row, payout, banked)],
            await steps.SortedAsync(
                [
                    ChainSteps.OfTransaction(row, payout), .. payout is null ? [] : ChainSteps.OfPayout(payout), .. banked.SelectMany(ChainSteps.OfBank),
                    .. await steps.JournalsAsync(from j in db.Set<Journal>() where sources.Contains(j.SourceId) join e in db.Set<LedgerEntry>() on j.Id equals e.JournalId select e, ct),
                    .. payout is null ? [] : await steps.JournalsAsync(db.Set<LedgerEntry>().Where(e => e.PayoutId == payout.PayoutId), ct),
                ],
                ct));
    }

    private async Task<Chain> BankLineAsync(Guid id, CancellationToken ct)
    {
        var (line, written) = (await db.Set<BankLine>().AsNoTracking().SingleAsync(l => l.Id == id, ct), id.ToString());
        var match = await db.Set<BankLineState>().Where(s => s.LineId == id).Select(s => s.MatchId).SingleAsync(ct);
        var payouts = await db.Set<Payout>().AsNoTracking().Where(p => db.Set<BankMatchPayout>().Any(m => m.MatchId == match && m.PayoutId == p.PayoutId))
            .OrderBy(p => p.ArrivalDate).ThenBy(p => p.Id).ToListAsync(ct);
        var told = payouts.SelectMany(ChainSteps.OfPayout).ToList();
        foreach (var payout in payouts) told.Add(await CarriedAsync(payout, ct));
        return new Chain(
            AskKind.BankLine, written, [.. ChainFacts.OfBankLine(line, payouts)],
            await steps.SortedAsync(
                [ChainSteps.OfLine(line), .. told, .. await steps.JournalsAsync(db.Set<LedgerEntry>().Where(e => e.BankLineId == written), ct)],
                ct, match?.ToString() ?? written));
    }

    private async Task<Chain> SuspenseAsync(Guid id, CancellationToken ct)
    {
        var item = await db.Set<SuspenseItem>().AsNoTracking().SingleAsync(s => s.Id == id, ct);
        if (item.Source is SuspenseSource.MissingPayout or SuspenseSource.PayoutDifference && await db.Set<Payout>().AnyAsync(p => p.PayoutId == item.SourceId, ct)) return await PayoutAsync(item.SourceId, ct);
        if (item.Source == SuspenseSource.BankLine && Guid.TryParse(item.SourceId, out var line)) return await BankLineAsync(line, ct);
        var row = await db.Set<BalanceTransaction>().Where(t => t.TransactionId == item.SourceId || t.SourceId == item.SourceId).OrderBy(t => t.Id).Select(t => t.TransactionId).FirstOrDefaultAsync(ct);
        if (row is not null) return await TransactionAsync(row, ct);
        return await mediator.Send(new FindReference(item.SourceId), ct) is { } reference
            ? await orders.OfAsync(reference, ct)
            : new Chain(AskKind.SuspenseItem, id.ToString(), [], await steps.SortedAsync([], ct, item.SourceId));
    }

    /// <summary>A journal of one order, one payout or one bank line is told as theirs; another one by itself, or by the transaction it was posted from.</summary>
    private async Task<Chain> JournalAsync(Guid id, CancellationToken ct)
    {
        var about = await db.Set<LedgerEntry>().Where(e => e.JournalId == id).Select(e => new { e.OrderReference, e.PayoutId, e.BankLineId }).Distinct().ToListAsync(ct);
        if (about.Select(e => e.OrderReference).OfType<string>().Distinct().ToList() is [var reference]) return await orders.OfAsync(reference, ct);
        if (about.Select(e => e.PayoutId).OfType<string>().Distinct().ToList() is [var payout] && await db.Set<Payout>().AnyAsync(p => p.PayoutId == payout, ct)) return await PayoutAsync(payout, ct);
        if (about.Select(e => e.BankLineId).OfType<string>().Distinct().ToList() is [var line] && Guid.TryParse(line, out var lineId) && await db.Set<BankLine>().AnyAsync(l => l.Id == lineId, ct)) return await BankLineAsync(lineId, ct);
        var source = (await db.Set<Journal>().Where(j => j.Id == id).Select(j => j.SourceId).SingleAsync(ct)).Split(':')[^1];
        if (await db.Set<BalanceTransaction>().AnyAsync(t => t.TransactionId == source, ct)) return await TransactionAsync(source, ct);
        return new Chain(AskKind.Journal, id.ToString(), [], await steps.SortedAsync(await steps.JournalsAsync(db.Set<LedgerEntry>().Where(e => e.JournalId == id), ct), ct));
    }
}
