using System.Diagnostics;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Catalogue;

/// <summary>An import by another process reaches the pages of this one: kept ones, the search and the price of the next basket.</summary>
public sealed class ImportTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Import_ByAnotherProcess_IsSeenOnPagesAndInTheSearch()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/services/trade-sacks");
        Assert.Contains("£105.00", visitor.MainText, StringComparison.Ordinal);
        await visitor.GoAsync("/search?q=zanzibarsacks");
        Assert.DoesNotContain("Trade waste sacks", visitor.MainText, StringComparison.Ordinal);

        var folder = SeedCopy.With(Path.Combine(ShopProcess.RepositoryRoot(), "seed-data"), Path.Combine(shop.Folder, "seed"), 11_100);
        var sacks = Path.Combine(folder, "services", "trade-sacks.json");
        var text = await File.ReadAllTextAsync(sacks, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(sacks, text.Replace("\"keywords\":[", "\"keywords\":[\"zanzibarsacks\",", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal("", await ImportAsync(folder));

        await UntilAsync(visitor, "/search?q=zanzibarsacks", "Trade waste sacks");
        await UntilAsync(visitor, "/services/trade-sacks", "£111.00");
        await visitor.GoAsync("/services/trade-sacks/details?quantity=1");
        Assert.Contains("£111.00", visitor.MainText, StringComparison.Ordinal);
    }

    private static Task UntilAsync(Visitor visitor, string path, string text) => Evidence.EventuallyAsync(async () =>
    {
        await visitor.GoAsync(path);
        return visitor.MainText.Contains(text, StringComparison.Ordinal);
    }, () => visitor.MainText);

    /// <summary>What the README says, on this shop's database; returns what it complains about.</summary>
    private async Task<string> ImportAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "import", folder]) { RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.Combine(ShopProcess.RepositoryRoot(), "src", "Shop.Web");
        start.Environment["Shop__DataFolder"] = shop.Folder;
        start.Environment["Database__ConnectionString"] = $"Data Source={Path.Combine(shop.Folder, "shop.db")}";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? "" : $"{process.ExitCode}: {errors}";
    }
}
