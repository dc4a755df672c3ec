using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Kernel.Persistence;

public static class PersistenceRegistration
{
    public const string SqliteMigrations = "Shop.Migrations.Sqlite";
    public const string PostgresMigrations = "Shop.Migrations.Postgres";

    public static IServiceCollection AddShopPersistence(this IServiceCollection services, DatabaseSettings settings, IReadOnlyList<Assembly> modules)
    {
        services.AddSingleton(settings);
        services.AddDbContextPool<ShopDbContext>(options => options.UseShopDatabase(settings, modules));
        if (settings.Provider == DatabaseProvider.Sqlite) services.AddSingleton<IWriteLane, OneAtATime>();
        else services.AddSingleton<IWriteLane, AllAtOnce>();
        services.AddSingleton<DatabaseCondition>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddHostedService<DatabaseInspection>();
        return services;
    }

    public static DbContextOptionsBuilder UseShopDatabase(this DbContextOptionsBuilder options, DatabaseSettings settings, IReadOnlyList<Assembly> modules)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ModulesExtension(modules));
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
        return settings.Provider == DatabaseProvider.Sqlite
            ? options.UseSqlite(SqliteConnectionString(settings), o => o.MigrationsAssembly(SqliteMigrations))
            : options.UseNpgsql(settings.ConnectionString, o => o.MigrationsAssembly(PostgresMigrations));
    }

    /// <summary>Foreign keys on and a bounded wait, whatever the operator wrote.</summary>
    private static string SqliteConnectionString(DatabaseSettings settings) =>
        new SqliteConnectionStringBuilder(settings.ConnectionString) { ForeignKeys = true, DefaultTimeout = 15 }.ConnectionString;
}
