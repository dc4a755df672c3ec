using Microsoft.EntityFrameworkCore;
using Shop.Catalogue;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Catalogue;

public abstract class ImportTests(DatabaseProvider provider)
{
    private static readonly Dictionary<string, string> OneWeek = new() { ["length"] = "1-week" };

    [Fact]
    public async Task Import_WithAFault_ChangesNothing()
    {
        await using var shop = await TestShop.StartAsync(provider);
        using var copy = new SeedCopy();
        await shop.SendAsync(new ImportCatalogue(copy.Folder));
        copy.Set("services/skip-permit.json", "/title", "\"Another title\"");
        copy.Set("services/h-bar.json", "/team", "\"nobody\"");

        var result = await shop.SendAsync(new ImportCatalogue(copy.Folder));

        Assert.False(result.Succeeded);
        Assert.Equal("Skip permit", (await RowAsync(shop, "skip-permit")).Title);
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<CatalogueVersionRow>().Select(v => v.Number).SingleAsync()));
    }

    [Fact]
    public async Task Import_OfOneChangedService_RaisesOnlyItsVersionAndIsPricedAtOnce()
    {
        await using var shop = await TestShop.StartAsync(provider);
        using var copy = new SeedCopy();
        await shop.SendAsync(new ImportCatalogue(copy.Folder));
        Assert.Equal(8250, await PriceAsync(shop));
        copy.Set("services/skip-permit.json", "/charges/1/amount/fixed", "3300");

        var result = await shop.SendAsync(new ImportCatalogue(copy.Folder));

        Assert.Equal((2, 0, 1, 41), (result.Version, result.Added, result.Changed, result.Unchanged));
        Assert.Equal(2, (await RowAsync(shop, "skip-permit")).Version);
        Assert.Equal(1, (await RowAsync(shop, "h-bar")).Version);
        Assert.Equal(8300, await PriceAsync(shop));
    }

    [Fact]
    public async Task Import_WithoutAFile_WithdrawsTheServiceUntilItComesBack()
    {
        await using var shop = await TestShop.StartAsync(provider);
        using var copy = new SeedCopy();
        await shop.SendAsync(new ImportCatalogue(TestShop.SeedData));
        copy.Delete("services/h-bar.json");

        Assert.Equal(1, (await shop.SendAsync(new ImportCatalogue(copy.Folder))).Withdrawn);
        Assert.IsType<QuoteResult.NotFound>(await shop.SendAsync(new GetQuote("h-bar", new Dictionary<string, string>(), 1, null)));
        Assert.DoesNotContain((await shop.SendAsync(new SearchServices("h-bar white line", 1))).Rows, r => r.Id == "h-bar");

        await shop.SendAsync(new ImportCatalogue(TestShop.SeedData));
        Assert.IsType<QuoteResult.Priced>(await shop.SendAsync(new GetQuote("h-bar", new Dictionary<string, string>(), 1, null)));
        Assert.Equal("h-bar", (await shop.SendAsync(new SearchServices("h-bar white line", 1))).Rows[0].Id);
    }

    [Fact]
    public async Task Import_CheckedOnly_StoresNothing()
    {
        await using var shop = await TestShop.StartAsync(provider);
        Assert.True((await shop.SendAsync(new ImportCatalogue(TestShop.SeedData, CheckOnly: true))).Succeeded);
        Assert.Null(await shop.SendAsync(new GetCouncil()));
    }

    [Fact]
    public async Task Import_TwiceAtOnce_LeavesOneCatalogue()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => shop.SendAsync(new ImportCatalogue(TestShop.SeedData)))));
        Assert.All(results, r => Assert.True(r.Succeeded));
        Assert.Equal(42, await shop.ReadAsync(db => db.Set<CatalogueServiceRow>().CountAsync()));
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<CatalogueVersionRow>().Select(v => v.Number).SingleAsync()));
    }

    private static Task<CatalogueServiceRow> RowAsync(TestShop shop, string id) => shop.ReadAsync(db => db.Set<CatalogueServiceRow>().SingleAsync(s => s.Id == id));

    private static async Task<long> PriceAsync(TestShop shop) =>
        Assert.IsType<QuoteResult.Priced>(await shop.SendAsync(new GetQuote("skip-permit", OneWeek, 1, null))).Line.GrossPence;
}

public sealed class SqliteImportTests() : ImportTests(DatabaseProvider.Sqlite);

public sealed class PostgresImportTests() : ImportTests(DatabaseProvider.Postgres);
