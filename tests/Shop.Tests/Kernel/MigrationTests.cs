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
}
