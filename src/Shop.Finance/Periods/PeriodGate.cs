using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Periods;

/// <summary>
/// Keeps a posting and the closing of its period apart. SQLite has one writer; on PostgreSQL many post at once under a shared
/// advisory lock that each holds until its commit, and who closes a period takes it alone: nothing slips into a period that
/// was open when the posting looked and closed when it committed.
/// </summary>
internal sealed class PeriodGate(ShopDbContext db)
{
    private const long Lock = 0x53484F50_0001;

    /// <summary>The closed periods, unchanged until the running transaction ends.</summary>
    public async Task<IReadOnlySet<FinancialPeriod>> ClosedAsync(CancellationToken ct)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({Lock})", ct);
        var closed = await db.Set<FinancePeriod>().Where(p => p.IsClosed).Select(p => new { p.Year, p.Number }).ToListAsync(ct);
        return closed.Select(p => new FinancialPeriod(p.Year, p.Number)).ToHashSet();
    }

    /// <summary>Waits for every running posting, and keeps new ones waiting until the running transaction ends.</summary>
    public async Task HoldPostingsAsync(CancellationToken ct)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
    }
}
