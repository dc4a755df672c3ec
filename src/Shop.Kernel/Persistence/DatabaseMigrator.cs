using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shop.Kernel.Persistence;

/// <summary>
/// Brings the database to the current schema at start. Survives a kill at any moment: an own file lock (freed by the
/// operating system when a process dies) lets one process migrate, and the row that EF leaves in __EFMigrationsLock
/// when it is killed, on which the next start would wait for ever, is removed under that lock.
/// </summary>
public sealed class DatabaseMigrator(IServiceScopeFactory scopes, DatabaseSettings settings, DatabaseCondition condition, ILogger<DatabaseMigrator> log)
{
    /// <summary>
    /// Does nothing when no migration is pending. An existing SQLite file is looked at first and copied beside itself
    /// ("shop.db.before-…"). Throws <see cref="DatabaseDamagedException"/> when it is damaged, and has not touched it then.
    /// </summary>
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
        if (settings.Provider == DatabaseProvider.Postgres)
        {
            // The provider takes a lock of its own that dies with its connection.
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
            return;
        }

        var file = new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory) Directory.CreateDirectory(directory);
        await using var fileLock = await TakeFileLockAsync(file + ".migrate.lock", ct);
        await LookAtAsync(db, file, ct);
        await UseWriteAheadLogAsync(db, ct);
        await MigrateSqliteAsync(db, file, ct);
    }

    private async Task LookAtAsync(ShopDbContext db, string file, CancellationToken ct)
    {
        if (!File.Exists(file) || await DatabaseInspection.QuickAsync(db, ct) is not { } damage) return;
        log.LogCritical("The database file is damaged: {Damage}", damage);
        condition.MarkDamaged(damage);
        throw new DatabaseDamagedException(damage);
    }

    /// <summary>
    /// Kept in the file. Readers and the writer do not wait for each other, and a commit waits once for the disk instead
    /// of four times; as durable as the rollback journal, for "synchronous" stays FULL. EF sets it only when it creates
    /// the file itself, and looking for pending migrations has created it before.
    /// </summary>
    private static Task<int> UseWriteAheadLogAsync(ShopDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", ct);

    private async Task MigrateSqliteAsync(ShopDbContext db, string file, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count == 0) return;
        if (File.Exists(file) && (await db.Database.GetAppliedMigrationsAsync(ct)).Any())
            await CopyAsync(db, $"{file}.before-{pending[^1]}", ct);
        await ClearStaleLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
        log.LogInformation("Applied {Count} migrations, last {Migration}", pending.Count, pending[^1]);
    }

    private static async Task CopyAsync(ShopDbContext db, string target, CancellationToken ct)
    {
        File.Delete(target);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {target}", ct);
    }

    private async Task ClearStaleLockAsync(ShopDbContext db, CancellationToken ct)
    {
        var exists = await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (exists == 0) return;
        var removed = await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", ct);
        if (removed > 0) log.LogWarning("Removed the lock of a migration that was killed");
    }

    private static async Task<FileStream> TakeFileLockAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (!ct.IsCancellationRequested) { await Task.Delay(200, ct); }
        }
    }
}
