using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Kernel;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Model_ComparedWithMigrations_HasNothingPending(DatabaseProvider provider)
    {
        await using var shop = await TestShop.StartAsync(provider);
        Assert.False(await shop.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task SqliteFile_AfterMigration_KeepsAWriteAheadLogAndWaitsForTheDisk()
    {
        await using var shop = await TestShop.StartAsync(DatabaseProvider.Sqlite);
        Assert.Equal("wal", await shop.ReadAsync(db => db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync()));
        Assert.Equal(2, await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync()));
    }
}
