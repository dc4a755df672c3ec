using Shop.Catalogue.Definitions;
using Shop.Catalogue.Import;
using Shop.Catalogue.Snapshot;
using Shop.Tests.TestData;

namespace Shop.Tests.Catalogue;

/// <summary>Snapshots made straight from files, for tests that need no database.</summary>
internal static class Catalogues
{
    private static readonly Lazy<CatalogueSnapshot> FromSeedData = new(() => Read(TestShop.SeedData));

    public static CatalogueSnapshot Seed => FromSeedData.Value;

    public static CatalogueSnapshot Read(string folder)
    {
        var read = CatalogueFolder.Read(folder);
        Assert.Empty(read.Faults);
        return new CatalogueSnapshot(1, read.Reference, [.. read.Services.Select(s => new CatalogueService(1, s, OnlineRule.Missing(s, read.Reference!.VatCodes)))]);
    }
}
