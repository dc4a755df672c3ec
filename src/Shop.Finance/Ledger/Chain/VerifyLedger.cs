using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger.Chain;

/// <summary>
/// Reads the chain and says where it breaks first: a journal or entry that was changed, one that is gone, two that changed places, a link
/// that was cut out. Changes nothing. About 10,000 journals a second.
/// </summary>
/// <param name="Last">Only the last so many links (their start is trusted) and as many of the newest journals; null: all, and the daily balances against the entries.</param>
public sealed record VerifyLedger(int? Last = null) : IQuery<ChainVerdict>;

/// <param name="Checked">Links read, the broken one among them.</param>
/// <param name="Sealed">The number of the last link: how many there are.</param>
/// <param name="Head">Hash of the last link; keep it elsewhere to see later that nothing was cut off the end. Empty for an empty chain.</param>
/// <param name="Broken">Null when every link read holds, and the chain is the one that was found whole last time.</param>
/// <param name="Waiting">Journals that wait for the sealer, which takes seconds.</param>
/// <param name="Foreign">Journals that are not sealed and do not wait either: nobody posted them by the way in, or the chain's end was cut off. At most 20.</param>
/// <param name="BalancesDiffer">Accounts whose daily balances differ from their sealed entries; empty when only the last links were checked.</param>
/// <param name="LastWhole">The last look at the whole chain by the shop itself; null before the first.</param>
public sealed record ChainVerdict(
    long Checked, long Sealed, string Head, BrokenLink? Broken, IReadOnlyList<UnsealedJournal> Waiting, int WaitingCount, IReadOnlyList<UnsealedJournal> Foreign,
    IReadOnlyList<string> BalancesDiffer, WholeCheck? LastWhole)
{
    public bool Holds => Fault is null;

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    public string? Fault =>
        Broken is { } broken ? $"journal {broken.Number} ({broken.SourceId ?? "gone"}): {broken.What}"
        : Foreign.Count > 0 ? $"outside the chain: {string.Join(", ", Foreign.Select(j => j.SourceId))}"
        : BalancesDiffer.Count > 0 ? $"daily balances differ from their entries: {string.Join(", ", BalancesDiffer)}"
        : null;
}

/// <param name="SourceId">Null where the journal is gone.</param>
public sealed record BrokenLink(long Number, Guid JournalId, string? SourceId, string What);

public sealed record UnsealedJournal(Guid JournalId, string SourceId, DateTime PostedAt);

/// <param name="At">UTC.</param>
/// <param name="Fault">Null when it held.</param>
public sealed record WholeCheck(DateTime At, string? Fault);

internal sealed class VerifyLedgerHandler(ShopDbContext db) : IRequestHandler<VerifyLedger, ChainVerdict>
{
    private const int AtATime = 1_000;
    private const int MostNamed = 20;

    public async Task<ChainVerdict> Handle(VerifyLedger request, CancellationToken cancellationToken)
    {
        var head = await db.Set<JournalSeal>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken);
        var from = request.Last is { } last && head is not null ? Math.Max(1, head.Number - last + 1) : 1;
        var (count, broken) = await WalkAsync(from, head?.Number ?? 0, cancellationToken);
        return new ChainVerdict(
            count, head?.Number ?? 0, head?.Hash ?? "", broken ?? await AgainstLastCheckAsync(cancellationToken),
            await WaitingAsync(cancellationToken), await db.Set<JournalToSeal>().CountAsync(cancellationToken),
            await ForeignAsync(request.Last, cancellationToken), request.Last is null ? await BalancesAsync(cancellationToken) : [],
            await db.Set<ChainCheck>().OrderByDescending(c => c.Id).Select(c => new WholeCheck(c.At, c.Fault)).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>The first by time of posting, as the sealer takes them.</summary>
    private async Task<IReadOnlyList<UnsealedJournal>> WaitingAsync(CancellationToken ct)
    {
        var ids = await db.Set<JournalToSeal>().OrderBy(w => w.PostedAt).ThenBy(w => w.JournalId).Take(MostNamed).Select(w => w.JournalId).ToListAsync(ct);
        return await db.Set<Journal>().Where(j => ids.Contains(j.Id)).OrderBy(j => j.PostedAt).ThenBy(j => j.Id).Select(j => new UnsealedJournal(j.Id, j.SourceId, j.PostedAt)).ToListAsync(ct);
    }

    private async Task<(long Checked, BrokenLink? Broken)> WalkAsync(long from, long to, CancellationToken ct)
    {
        var number = from;
        var previous = from == 1 ? JournalSeal.Genesis : await db.Set<JournalSeal>().Where(s => s.Number == from - 1).Select(s => s.Hash).SingleOrDefaultAsync(ct) ?? "";
        while (true)
        {
            var first = number;
            var links = await db.Set<JournalSeal>().AsNoTracking().Where(s => s.Number >= first && s.Number <= to).OrderBy(s => s.Number).Take(AtATime).ToListAsync(ct);
            var ids = links.Select(l => l.JournalId).ToList();
            var journals = await db.Set<Journal>().AsNoTracking().Include(j => j.Entries).Where(j => EF.Parameter(ids).Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
            foreach (var link in links)
            {
                if (Fault(link, number, previous, journals.GetValueOrDefault(link.JournalId)) is { } fault) return (number - from + 1, fault);
                (number, previous) = (link.Number + 1, link.Hash);
            }

            if (links.Count < AtATime) return (number - from, null);
        }
    }

    private static BrokenLink? Fault(JournalSeal link, long expected, string previous, Journal? journal)
    {
        var what =
            link.Number != expected ? $"link {expected} is missing from the chain"
            : link.PreviousHash != previous ? "it does not follow the link before it"
            : journal is null ? "its journal is gone"
            : JournalHash.Of(previous, link.Number, link.SealedAt, journal) != link.Hash ? "its journal, or an entry of it, is not what was sealed"
            : null;
        return what is null ? null : new BrokenLink(link.Number != expected ? expected : link.Number, link.JournalId, journal?.SourceId, what);
    }

    /// <summary>Journals that are neither sealed nor wait for it; ids rise with time, so that a quick look reads the newest only.</summary>
    private Task<List<UnsealedJournal>> ForeignAsync(int? newest, CancellationToken ct)
    {
        var journals = newest is { } some ? db.Set<Journal>().OrderByDescending(j => j.Id).Take(some) : db.Set<Journal>();
        return journals.Where(j => !db.Set<JournalSeal>().Any(s => s.JournalId == j.Id) && !db.Set<JournalToSeal>().Any(w => w.JournalId == j.Id))
            .OrderBy(j => j.PostedAt).Take(MostNamed).Select(j => new UnsealedJournal(j.Id, j.SourceId, j.PostedAt)).ToListAsync(ct);
    }

    /// <summary>The chain that was found whole last time is a part of this one, or somebody made another.</summary>
    private async Task<BrokenLink?> AgainstLastCheckAsync(CancellationToken ct)
    {
        var check = await db.Set<ChainCheck>().AsNoTracking().Where(c => c.Fault == null && c.Number > 0).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        if (check is null) return null;
        var link = await db.Set<JournalSeal>().AsNoTracking().SingleOrDefaultAsync(s => s.Number == check.Number, ct);
        if (link?.Hash == check.Hash) return null;
        var source = link is null ? null : await db.Set<Journal>().Where(j => j.Id == link.JournalId).Select(j => j.SourceId).SingleOrDefaultAsync(ct);
        var at = string.Create(CultureInfo.InvariantCulture, $"{LondonTime.FromUtc(check.At):d MMMM yyyy 'at' HH:mm}");
        var what = link is null ? $"it was there when the chain was found whole on {at}, and is gone" : $"its seal is not the one it had when the chain was found whole on {at}";
        return new BrokenLink(check.Number, link?.JournalId ?? Guid.Empty, source, what);
    }

    /// <summary>A journal that is sealed between two readings makes one differ; what is wrong differs every time.</summary>
    private async Task<IReadOnlyList<string>> BalancesAsync(CancellationToken ct)
    {
        var differ = await BalancesOnceAsync(ct);
        for (var again = 0; again < 3 && differ.Count > 0; again++) differ = [.. differ.Intersect(await BalancesOnceAsync(ct))];
        return differ;
    }

    private async Task<IReadOnlyList<string>> BalancesOnceAsync(CancellationToken ct)
    {
        var entries = await db.Set<LedgerEntry>().Where(e => !db.Set<JournalToSeal>().Any(w => w.JournalId == e.JournalId))
            .GroupBy(e => e.Account).Select(g => new { Account = g.Key, Debit = g.Sum(e => e.DebitPence), Credit = g.Sum(e => e.CreditPence) }).ToListAsync(ct);
        var balances = await db.Set<DailyBalance>()
            .GroupBy(b => b.Account).Select(g => new { Account = g.Key, Debit = g.Sum(b => b.DebitPence), Credit = g.Sum(b => b.CreditPence) }).ToListAsync(ct);
        return [.. entries.Except(balances).Concat(balances.Except(entries)).Select(x => x.Account).Distinct().Order(StringComparer.Ordinal)];
    }
}
