using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>A page in one of the states a person can see it in.</summary>
/// <param name="Route">As the page declares it: a test finds pages without a state by it.</param>
/// <param name="What">Which state; empty for the page as it is opened.</param>
/// <param name="OpenAsync">Leads there and returns the window that shows it.</param>
public sealed record PageState<TPages>(string Route, string What, Func<TPages, Task<IPage>> OpenAsync)
{
    public string Name => What.Length == 0 ? $"/{Route}" : $"/{Route}: {What}";

    public bool HasErrors => What.StartsWith("errors", StringComparison.Ordinal);
}

internal static class Opening
{
    public static async Task<IPage> AtAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Opens the page and sends its form: what an empty or wrong one is answered with.</summary>
    public static async Task<IPage> SendAsync(this IPage page, string address, string button, Dictionary<string, string>? fields = null)
    {
        await page.GotoAsync(address);
        if (fields is not null) await Steps.FillAsync(page, fields);
        return await page.SendAsync(button);
    }

    /// <summary>Presses the button and waits for the next page, which may have the same address.</summary>
    public static async Task<IPage> SendAsync(this IPage page, string button)
    {
        await page.EvaluateAsync("() => { document.documentElement.dataset.left = 'soon' }");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
        await page.Locator("html:not([data-left])").WaitForAsync();
        await page.LoadedAsync();
        return page;
    }

    /// <summary>
    /// Waits until the page with this address is there, whole: ** stands for anything, * for anything but a slash. Asked of the
    /// page itself: the events of its loading may have come before anybody waits for them, and Playwright's WaitForURLAsync
    /// then waits for ever.
    /// </summary>
    public static async Task ArriveAsync(this IPage page, string url)
    {
        var pattern = "^" + Regex.Escape(url).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*") + "$";
        await page.WaitForFunctionAsync("pattern => new RegExp(pattern).test(location.href) && document.readyState === 'complete'", pattern);
    }

    private static async Task LoadedAsync(this IPage page) => await page.ArriveAsync("**");

    /// <summary>A screen reader must hear first that something is wrong, and the page's name must say so.</summary>
    public static async Task ExpectErrorSummaryInFocusAsync(this IPage page)
    {
        await page.Locator(".govuk-error-summary:focus").WaitForAsync();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
    }

    /// <summary>What the shop serves as pages, as they declare it; without downloads and the home page's second name.</summary>
    public static IEnumerable<string> RoutesOf(WebShop shop, bool staff) => shop.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .Select(e => e.RoutePattern.RawText!.TrimStart('/'))
        .Where(r => !r.EndsWith(".csv", StringComparison.Ordinal) && r is not ("Index" or "staff/attachments/{id:guid}"))
        .Where(r => staff == (r.Split('/')[0] is "staff" or "finance"))
        .Distinct().Order(StringComparer.Ordinal);
}
