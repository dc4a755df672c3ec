using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bogus;

namespace Shop.Simulator.Council;

/// <summary>Works through the orders that are due first: most are done, the first and a few others refused, so that there is money to give back.</summary>
public sealed class TeamOfficer(Officer officer, Faker faker)
{
    private const float RefusedShare = 0.05f;

    public int Fulfilled { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Closes up to so many orders of the first page.</summary>
    public async Task WorkAsync(int most)
    {
        await officer.OpenAsync("/staff/orders");
        var orders = officer.Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main table th a").Select(a => a.GetAttribute("href")!).Distinct().Take(most).ToList();
        foreach (var order in orders)
        {
            await officer.OpenAsync(order);
            var refuse = officer.Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").FirstOrDefault(a => a.GetAttribute("href")!.Contains("/refuse/", StringComparison.Ordinal));
            if (refuse is null) continue;
            if (Refused == 0 || faker.Random.Bool(RefusedShare)) await RefuseAsync(refuse.GetAttribute("href")!);
            else await FulfilAsync();
        }
    }

    private async Task FulfilAsync()
    {
        await officer.SubmitAsync("Mark as done");
        Fulfilled++;
    }

    private async Task RefuseAsync(string page)
    {
        await officer.OpenAsync(page);
        var choices = officer.Browser.Page.QuerySelectorAll<IHtmlInputElement>("main form input[type=radio]")
            .Where(r => r.Value is not ("keep" or "kept")).GroupBy(r => r.Name!).Select(g => (g.Key, g.First().Value));
        await officer.SubmitAsync("Continue", [("reason", "The street is closed for other works that week. Please choose another week and order again."), .. choices]);
        await officer.SubmitAsync("Refuse and tell");
        Refused++;
    }
}
