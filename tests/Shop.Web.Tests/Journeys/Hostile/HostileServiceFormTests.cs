using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>The form of each service that is sold online, and the questions behind it.</summary>
public sealed class HostileServiceFormTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Forms_OfEveryService_RefuseOrAreHarmless()
    {
        using var visitor = new Visitor(shop.Address);
        using var rows = new Rows(Path.Combine(shop.Folder, "shop.db"));
        var faults = new List<string>();
        var sold = 0;
        foreach (var service in await ServicesAsync(visitor))
        {
            await visitor.GoAsync(service);
            var choose = FormOnPage.Of(visitor.Page, visitor.Address).SingleOrDefault(f => f.Target.AbsolutePath.EndsWith("/details", StringComparison.Ordinal));
            if (choose is null) continue;
            sold++;
            rows.Save();
            faults.AddRange(await new FormAttack(choose, "", rows, restores: false).RunAsync());
            faults.AddRange(await DetailsAsync(visitor, choose, rows));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(sold >= 20, $"Only {sold} services are sold.");
    }

    /// <summary>The first choice of each option may not go together with the others': then there are no questions to attack.</summary>
    private static async Task<IReadOnlyList<string>> DetailsAsync(Visitor visitor, FormOnPage choose, Rows rows)
    {
        await visitor.GoAsync(choose.Target.AbsolutePath + "?" + string.Join('&', choose.Values.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}")));
        var form = FormOnPage.Of(visitor.Page, visitor.Address).FirstOrDefault(f => f.Method == HttpMethod.Post);
        if (form is null) return [];
        rows.Save();
        return await new FormAttack(form, visitor.Cookies.GetCookieHeader(new UriBuilder(visitor.Address) { Scheme = "https", Port = -1 }.Uri), rows, restores: false).RunAsync();
    }

    private static async Task<List<string>> ServicesAsync(Visitor visitor)
    {
        var found = new HashSet<string>();
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            await visitor.GoAsync($"/a-z/{letter}");
            foreach (var link in visitor.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(a => a.GetAttribute("href") ?? "").Where(h => h.StartsWith("/services/", StringComparison.Ordinal))) found.Add(link);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
