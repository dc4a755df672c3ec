using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger.Chain;

/// <summary>
/// Appends the journals that wait to the chain, oldest first, at most 500 at a time, and adds them to the daily balances; returns how
/// many. One sealer at a time: on SQLite there is one writer, on PostgreSQL an advisory lock is held until the commit. Payments never
/// wait for it.
/// </summary>
internal sealed record SealJournals : ICommand<int>;

internal sealed class SealJournalsHandler(ShopDbContext db, DailyBalances balances, TimeProvider clock, ILogger<SealJournalsHandler> log) : IRequestHandler<SealJournals, int>
{
    private const int AtATime = 500;
    private const long Lock = 0x53484F50_0002;

    public async Task<int> Handle(SealJournals request, CancellationToken cancellationToken)
    {
        if (!await db.Set<JournalToSeal>().AnyAsync(cancellationToken)) return 0;
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        var ids = await db.Set<JournalToSeal>().OrderBy(j => j.PostedAt).ThenBy(j => j.JournalId).Take(AtATime).Select(j => j.JournalId).ToListAsync(cancellationToken);
        var journals = await db.Set<Journal>().AsNoTracking().Include(j => j.Entries).Where(j => EF.Parameter(ids).Contains(j.Id)).ToDictionaryAsync(j => j.Id, cancellationToken);
        var head = await db.Set<JournalSeal>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken);
        var now = clock.UtcNow().WholeMilliseconds();
        var links = new List<JournalSeal>(ids.Count);
        foreach (var id in ids) links.Add(head = Next(head, journals[id], now));
        await db.InsertAllAsync(links, cancellationToken);
        await db.Set<JournalToSeal>().Where(j => EF.Parameter(ids).Contains(j.JournalId)).ExecuteDeleteAsync(cancellationToken);
        await balances.AddAsync(journals.Values, cancellationToken);
        if (head is not null && ids.Count > 0) log.LogInformation("Sealed {Count} journals up to number {Number}", ids.Count, head.Number);
        return ids.Count;
    }

    private static JournalSeal Next(JournalSeal? head, Journal journal, DateTime now)
    {
        var number = (head?.Number ?? 0) + 1;
        var previous = head?.Hash ?? JournalSeal.Genesis;
        return new JournalSeal(number, journal.Id, previous, JournalHash.Of(previous, number, now, journal), now);
    }
}
