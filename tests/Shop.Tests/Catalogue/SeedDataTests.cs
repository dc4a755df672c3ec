using Microsoft.EntityFrameworkCore;
using Shop.Catalogue;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Catalogue;

public sealed class SeedDataTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Import_OfSeedDataTwice_AddsEverythingOnceAndThenChangesNothing(DatabaseProvider provider)
    {
        await using var shop = await TestShop.StartAsync(provider);
        var first = await shop.SendAsync(new ImportCatalogue(TestShop.SeedData));
        Assert.Empty(first.Faults);
        Assert.Equal((1, 42, 0), (first.Version, first.Added, first.Changed));

        var second = await shop.SendAsync(new ImportCatalogue(TestShop.SeedData));
        Assert.Equal((1, 0, 0, 0, 42), (second.Version, second.Added, second.Changed, second.Withdrawn, second.Unchanged));
        Assert.All(await shop.ReadAsync(db => db.Set<CatalogueServiceRow>().ToListAsync()), row => Assert.Equal(1, row.Version));
    }
}
