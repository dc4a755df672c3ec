using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue.Snapshot;

/// <summary>
/// The snapshot this process shows. Pages take it without a query; prices compare the version row first, so that
/// nothing is sold at yesterday's price between an import and the watcher's next look.
/// </summary>
internal sealed class CurrentCatalogue(CatalogueBell bell) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile CatalogueSnapshot? _snapshot;
    private int _wanted;
    private int _loaded;

    /// <summary>For pages: at most as old as the watcher's last look, and never older than an import of this process.</summary>
    public ValueTask<CatalogueSnapshot> ForPagesAsync(ShopDbContext db, CancellationToken ct) =>
        _snapshot is { } snapshot && Volatile.Read(ref _wanted) == Volatile.Read(ref _loaded)
            ? new ValueTask<CatalogueSnapshot>(snapshot)
            : new ValueTask<CatalogueSnapshot>(ForPricesAsync(db, ct));

    /// <summary>For prices and answers: exactly the version that the database has now.</summary>
    public async Task<CatalogueSnapshot> ForPricesAsync(ShopDbContext db, CancellationToken ct)
    {
        var wanted = Volatile.Read(ref _wanted);
        var version = await VersionAsync(db, ct);
        var snapshot = _snapshot;
        if (snapshot?.Version == version)
        {
            Volatile.Write(ref _loaded, wanted);
            return snapshot;
        }

        await _loading.WaitAsync(ct);
        try
        {
            snapshot = _snapshot?.Version == version ? _snapshot : await LoadAsync(db, ct);
            if (IsImporting(db)) return snapshot;
            _snapshot = snapshot;
            Volatile.Write(ref _loaded, wanted);
            return snapshot;
        }
        finally { _loading.Release(); }
    }

    /// <summary>An import of this process has committed: whoever asks next reads again, and the watcher is woken.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _wanted);
        bell.Ring();
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>Inside an import what is read may still be rolled back: it is good for the caller, not for others.</summary>
    private static bool IsImporting(ShopDbContext db) => db.ChangeTracker.Entries<CatalogueVersionRow>().Any();

    private static async Task<int> VersionAsync(ShopDbContext db, CancellationToken ct) =>
        await db.Set<CatalogueVersionRow>().Select(v => v.Number).SingleOrDefaultAsync(ct);

    private static async Task<CatalogueSnapshot> LoadAsync(ShopDbContext db, CancellationToken ct)
    {
        // The version is read first: should an import commit in between, the next look finds a higher one and reads again.
        var version = await db.Set<CatalogueVersionRow>().AsNoTracking().SingleOrDefaultAsync(ct);
        if (version is null) return CatalogueSnapshot.Empty;
        var rows = await db.Set<CatalogueServiceRow>().AsNoTracking().Where(s => !s.IsWithdrawn).ToListAsync(ct);
        return new CatalogueSnapshot(version.Number, version.Reference, [.. rows.Select(r => new CatalogueService(r.Version, r.Definition, r.Missing))]);
    }
}

/// <summary>Wakes the watcher after an import in this process.</summary>
internal sealed class CatalogueBell : WakeUp;
