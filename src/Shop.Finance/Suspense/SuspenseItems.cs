using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>Puts unexplained money on the list, within the command that met it. Posts nothing: whoever moves the money posts.</summary>
internal sealed class SuspenseItems(ShopDbContext db, TimeProvider clock, ILogger<SuspenseItems> log)
{
    /// <summary>
    /// Opens an item whose age counts from today. Does nothing when the source has one, open or cleared: an item somebody
    /// cleared is never put back by a repeat. Throws when the amount is zero.
    /// </summary>
    /// <param name="amountPence">Above zero: money the council has and cannot place; below: money that went.</param>
    /// <param name="why">A sentence for the officer.</param>
    public Task OpenAsync(SuspenseSource source, string sourceId, long amountPence, string why, CancellationToken ct) =>
        OpenAsync(source, sourceId, amountPence, why, clock.Today(), ct);

    /// <inheritdoc cref="OpenAsync(SuspenseSource, string, long, string, CancellationToken)"/>
    /// <param name="since">The London day its age is counted from, such as that of the bank line.</param>
    public async Task OpenAsync(SuspenseSource source, string sourceId, long amountPence, string why, DateOnly since, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sourceId);
        ArgumentOutOfRangeException.ThrowIfZero(amountPence);
        if (await FindAsync(source, sourceId, ct) is not null) return;
        var item = new SuspenseItem(source, sourceId, amountPence, why, since, clock.UtcNow());
        db.Add(item);
        log.LogWarning("Suspense item {ItemId} opened: {Source} {SourceId}", item.Id, source, sourceId);
    }

    /// <summary>Clears the source's item because what was missing turned up. Does nothing when there is none or it is cleared.</summary>
    public async Task SettleAsync(SuspenseSource source, string sourceId, string why, CancellationToken ct)
    {
        if (await FindAsync(source, sourceId, ct) is not { State: SuspenseState.Open } item) return;
        item.Clear(null, why, clock.UtcNow());
        log.LogInformation("Suspense item {ItemId} settled: {Source} {SourceId}", item.Id, source, sourceId);
    }

    /// <summary>What had turned up is gone again: puts the source's item back on the list with its old age. Does nothing when there is none, it is open, or a person cleared it.</summary>
    public async Task PutBackAsync(SuspenseSource source, string sourceId, CancellationToken ct)
    {
        if (await FindAsync(source, sourceId, ct) is not { State: SuspenseState.Cleared, ClearedBy: null } item) return;
        item.Reopen();
        log.LogInformation("Suspense item {ItemId} is open again: {Source} {SourceId}", item.Id, source, sourceId);
    }

    /// <summary>Also one that this transaction opened and has not written yet.</summary>
    public async Task<SuspenseItem?> FindAsync(SuspenseSource source, string sourceId, CancellationToken ct) =>
        db.Set<SuspenseItem>().Local.FirstOrDefault(i => i.Source == source && i.SourceId == sourceId)
        ?? await db.Set<SuspenseItem>().SingleOrDefaultAsync(i => i.Source == source && i.SourceId == sourceId, ct);
}
