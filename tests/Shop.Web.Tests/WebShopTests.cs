namespace Shop.Web.Tests;

public sealed class WebShopTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Home_FirstStart_Answers()
    {
        using var browser = shop.Browser();
        var page = await browser.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Council services", page, StringComparison.Ordinal);
    }
}
