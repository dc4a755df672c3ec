using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shop.Kernel.Persistence;

namespace Shop.Tests.TestData;

/// <summary>A fresh, migrated database for one test: a copy of a template made once per run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string PostgresVariable = "SHOP_TEST_POSTGRES";
    private static readonly SemaphoreSlim Making = new(1, 1);
    private static string? _sqliteTemplate;
    private static string? _postgresTemplate;

    private TestDatabase(DatabaseSettings settings) => Settings = settings;

    public DatabaseSettings Settings { get; }

    /// <summary>Skips the running test, visibly, when no PostgreSQL server is named.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite) return new TestDatabase(await CopySqliteAsync());
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{PostgresVariable} names no PostgreSQL server; `bash tests/run` starts one.");
        return new TestDatabase(await CopyPostgresAsync(server!));
    }

    public async ValueTask DisposeAsync()
    {
        if (Settings.Provider == DatabaseProvider.Sqlite)
        {
            SqliteConnection.ClearAllPools();
            var file = new SqliteConnectionStringBuilder(Settings.ConnectionString).DataSource;
            foreach (var part in new[] { file, file + "-wal", file + "-shm" }) File.Delete(part);
            return;
        }

        var name = new NpgsqlConnectionStringBuilder(Settings.ConnectionString).Database!;
        await using var connection = new NpgsqlConnection(Settings.ConnectionString);
        NpgsqlConnection.ClearPool(connection);
        await ExecuteOnServerAsync(Environment.GetEnvironmentVariable(PostgresVariable)!, $"DROP DATABASE \"{name}\" WITH (FORCE)");
    }

    private static async Task<DatabaseSettings> CopySqliteAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "shop-tests")).FullName;
        await Making.WaitAsync();
        try
        {
            if (_sqliteTemplate is null)
            {
                var template = Path.Combine(folder, $"template-{Guid.NewGuid():N}.db");
                await MigrateAsync(Sqlite(template));
                SqliteConnection.ClearAllPools();
                _sqliteTemplate = template;
            }
        }
        finally { Making.Release(); }

        var copy = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        File.Copy(_sqliteTemplate, copy);
        return Sqlite(copy);
    }

    private static async Task<DatabaseSettings> CopyPostgresAsync(string server)
    {
        await Making.WaitAsync();
        try
        {
            if (_postgresTemplate is null)
            {
                var template = $"shop_template_{Guid.NewGuid():N}";
                await ExecuteOnServerAsync(server, $"CREATE DATABASE \"{template}\"");
                await MigrateAsync(Postgres(server, template));
                NpgsqlConnection.ClearAllPools();
                _postgresTemplate = template;
            }

            var name = $"shop_{Guid.NewGuid():N}";
            await ExecuteOnServerAsync(server, $"CREATE DATABASE \"{name}\" TEMPLATE \"{_postgresTemplate}\"");
            return Postgres(server, name);
        }
        finally { Making.Release(); }
    }

    /// <summary>As the shop does it at its start, so that the tests' databases are like the shop's.</summary>
    private static async Task MigrateAsync(DatabaseSettings settings)
    {
        await using var services = new ServiceCollection().AddLogging().AddShopPersistence(settings, TestShop.Modules).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }

    private static DatabaseSettings Sqlite(string file) => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={file}" };

    private static DatabaseSettings Postgres(string server, string database) => new()
    {
        Provider = DatabaseProvider.Postgres,
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 40 }.ConnectionString,
    };

    private static async Task ExecuteOnServerAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
