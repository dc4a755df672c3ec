using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Periods;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger;

/// <summary>
/// The one way into the ledger. Posts inside the running command's transaction: what happened and its journal commit
/// together or not at all. Two commands that post the same source at once meet at the unique index: the loser is run again
/// by the transaction behaviour, finds the journal and goes on.
/// </summary>
internal sealed class Journals(ShopDbContext db, PeriodGate periods, AfterCommit afterCommit, LedgerBell bell, TimeProvider clock, ILogger<Journals> log)
{
    /// <summary>From here on they are inserted at once: tracking a thousand rows costs more than writing them.</summary>
    private const int Many = 20;

    private readonly Dictionary<string, Guid> _posted = new(StringComparer.Ordinal);
    private Guid? _transaction;
    private Guid _lastId;

    /// <summary>
    /// Posts one balanced journal and returns its id. Does nothing when its source was posted before (whatever the draft now
    /// says), and returns that one's. A date in a closed period goes to the first day of the next open one, and the narrative says
    /// so. Throws outside a transaction, and when the draft does not balance, is empty, or names an unknown account.
    /// </summary>
    public async Task<Guid> PostAsync(JournalDraft draft, CancellationToken ct) => (await PostAllAsync([draft], ct))[0];

    /// <summary>The same for many at once, in few round trips; the ids come in the order of the drafts.</summary>
    public async Task<IReadOnlyList<Guid>> PostAllAsync(IReadOnlyList<JournalDraft> drafts, CancellationToken ct)
    {
        foreach (var draft in drafts) JournalCheck.Require(draft);
        await LookUpAsync(drafts, ct);
        var news = drafts.Where(d => !_posted.ContainsKey(d.SourceId)).DistinctBy(d => d.SourceId, StringComparer.Ordinal).ToList();
        if (news.Count > 0) await WriteAsync(news, await periods.ClosedAsync(ct), ct);
        return [.. drafts.Select(d => _posted[d.SourceId])];
    }

    /// <summary>Whether a person may post into this period now; holds until the running transaction ends.</summary>
    public async Task<bool> IsOpenAsync(FinancialPeriod period, CancellationToken ct) => !(await periods.ClosedAsync(ct)).Contains(period);

    private async Task WriteAsync(List<JournalDraft> drafts, IReadOnlySet<FinancialPeriod> closed, CancellationToken ct)
    {
        var ids = NextIds(drafts.Count);
        var journals = drafts.Select((d, index) => new Journal(ids[index], d, OpenPeriod(d, closed), clock.UtcNow())).ToList();
        var waiting = journals.ConvertAll(j => new JournalToSeal(j.Id, j.PostedAt));
        if (journals.Count < Many)
        {
            db.AddRange(journals);
            db.AddRange(waiting);
        }
        else
        {
            await db.InsertAllAsync(journals, ct);
            await db.InsertAllAsync([.. journals.SelectMany(j => j.Entries)], ct);
            await db.InsertAllAsync(waiting, ct);
        }

        afterCommit.Do(bell.Ring);
        foreach (var journal in journals) _posted[journal.SourceId] = journal.Id;
        log.LogInformation("Posted {Count} journals: {JournalId} of {SourceId} and after", journals.Count, journals[0].Id, journals[0].SourceId);
    }

    /// <summary>In order, and after all that came before: two of one millisecond would stand by chance, and be sealed so.</summary>
    private List<Guid> NextIds(int count)
    {
        List<Guid> ids;
        do ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).Order()];
        while (ids[0].CompareTo(_lastId) <= 0);
        _lastId = ids[^1];
        return ids;
    }

    private static FinancialPeriod OpenPeriod(JournalDraft draft, IReadOnlySet<FinancialPeriod> closed)
    {
        var period = draft.Period;
        while (closed.Contains(period)) period = period.Next;
        return period;
    }

    /// <summary>What this transaction posted itself is not in the database yet; what an earlier try posted never got there.</summary>
    private async Task LookUpAsync(IReadOnlyList<JournalDraft> drafts, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction?.TransactionId ?? throw new InvalidOperationException("A journal is posted inside a command's transaction only.");
        if (_transaction != transaction) _posted.Clear();
        _transaction = transaction;
        var sources = drafts.Select(d => d.SourceId).Where(s => !_posted.ContainsKey(s)).Distinct(StringComparer.Ordinal).ToList();
        if (sources.Count == 0) return;
        // One parameter: SQLite's client looks each of a thousand up among all others.
        var standing = await db.Set<Journal>().Where(j => EF.Parameter(sources).Contains(j.SourceId)).Select(j => new { j.SourceId, j.Id }).ToListAsync(ct);
        foreach (var journal in standing) _posted[journal.SourceId] = journal.Id;
    }
}
