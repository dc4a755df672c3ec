using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shop.Insight;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Kernel;

/// <summary>A SQLite file that a bad disk or a careless copy has damaged.</summary>
public sealed class DamagedDatabaseTests
{
    [Theory]
    [InlineData("pages overwritten")]
    [InlineData("not a database")]
    public async Task Migrate_DamagedFile_SaysSoAndWritesNothing(string fault)
    {
        await using var shop = await TestShop.StartAsync(DatabaseProvider.Sqlite);
        var file = Damage(shop, fault);
        var damaged = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var condition = shop.Services.GetRequiredService<DatabaseCondition>();
        Assert.Null(condition.Damage);

        await Assert.ThrowsAsync<DatabaseDamagedException>(() => shop.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None));
        Assert.NotNull(condition.Damage);
        await Assert.ThrowsAsync<DatabaseDamagedException>(() => shop.SendAsync(new ForgetSearches()));
        SqliteConnection.ClearAllPools();
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Migrate_SoundFile_FindsNothing()
    {
        await using var shop = await TestShop.StartAsync(DatabaseProvider.Sqlite);
        await shop.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        Assert.Null(shop.Services.GetRequiredService<DatabaseCondition>().Damage);
        Assert.Null(await shop.ReadAsync(db => DatabaseInspection.ThoroughAsync(db, CancellationToken.None)));
    }

    [Fact]
    public async Task Thorough_RowWithoutItsParent_NamesTheTables()
    {
        await using var shop = await TestShop.StartAsync(DatabaseProvider.Sqlite);
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder(shop.Services.GetRequiredService<DatabaseSettings>().ConnectionString) { ForeignKeys = false, Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var orphan = connection.CreateCommand();
            orphan.CommandText = "INSERT INTO orders_order_history (OrderId, Position, At, What, State) VALUES ('0199b000-0000-7000-8000-00000000dead', 0, '2026-10-05 12:00:00', 'Created', 'Paid')";
            await orphan.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("a row of orders_order_history points to no orders_order", await shop.ReadAsync(db => DatabaseInspection.ThoroughAsync(db, CancellationToken.None)));
    }

    private static string Damage(TestShop shop, string fault)
    {
        SqliteConnection.ClearAllPools();
        var file = new SqliteConnectionStringBuilder(shop.Services.GetRequiredService<DatabaseSettings>().ConnectionString).DataSource;
        using var stream = File.Open(file, FileMode.Open);
        if (fault == "not a database") stream.Write("This is not a database at all, it is a text."u8);
        else
        {
            // The first page, which holds the schema, stays; every other one is lost.
            stream.Position = 4096;
            while (stream.Position < stream.Length) stream.WriteByte(0xA5);
        }

        return file;
    }
}
