namespace Shop.Web.Tests.Catalogue;

public sealed class SearchPagingTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Search_SecondPage_ShowsOtherServicesThanTheFirst()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/search?q=permit");
        var first = Services(visitor);
        await visitor.ClickAsync("Next");
        Assert.Contains("(page 2 of ", visitor.Page.Title, StringComparison.Ordinal);
        Assert.NotEmpty(Services(visitor));
        Assert.Empty(first.Intersect(Services(visitor)));
    }

    private static List<string> Services(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll("main a[href^='/services/']").Select(a => a.GetAttribute("href")!).Distinct()];
}
