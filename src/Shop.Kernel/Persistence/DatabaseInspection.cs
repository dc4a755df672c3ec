using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Kernel.Persistence;

/// <summary>Looks whether a SQLite file is whole: quickly before each start, thoroughly (indexes and foreign keys, too) once a week. Does nothing on PostgreSQL, which checks its pages itself.</summary>
internal sealed class DatabaseInspection(IServiceScopeFactory scopes, DatabaseSettings settings, DatabaseCondition condition, TimeProvider clock, ILogger<DatabaseInspection> log) : BackgroundService
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private static readonly TimeSpan Every = TimeSpan.FromDays(7);

    /// <summary>Null when all is well.</summary>
    public static async Task<string?> QuickAsync(ShopDbContext db, CancellationToken ct) =>
        await FirstAsync(db, $"SELECT quick_check AS Value FROM pragma_quick_check", ct) is var said and not "ok" ? said : null;

    /// <summary>Null when all is well.</summary>
    public static async Task<string?> ThoroughAsync(ShopDbContext db, CancellationToken ct)
    {
        if (await FirstAsync(db, $"SELECT integrity_check AS Value FROM pragma_integrity_check", ct) is var said and not "ok") return said;
        return await FirstAsync(db, $"SELECT 'a row of ' || \"table\" || ' points to no ' || parent AS Value FROM pragma_foreign_key_check", ct);
    }

    /// <summary>The error codes with which SQLite says itself that a file is damaged or none of its own.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Provider != DatabaseProvider.Sqlite) return;
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await ThoroughAsync(scope.ServiceProvider.GetRequiredService<ShopDbContext>(), stoppingToken) is not { } damage) continue;
            log.LogCritical("The database file is damaged: {Damage}", damage);
            condition.MarkDamaged(damage);
        }
    }

    private static async Task<string?> FirstAsync(ShopDbContext db, FormattableString check, CancellationToken ct)
    {
        try
        {
            return (await db.Database.SqlQuery<string>(check).ToListAsync(ct)).FirstOrDefault();
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return e.Message;
        }
    }
}
