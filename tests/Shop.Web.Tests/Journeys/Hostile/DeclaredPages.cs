using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>The shop's pages as they declare themselves: what a walk through all of them must have met.</summary>
internal sealed class DeclaredPages(WebShop shop)
{
    private readonly List<(string Route, TemplateMatcher Matcher, PageActionDescriptor Page)> _pages =
    [
        .. shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .OrderBy(e => e.RoutePattern.InboundPrecedence)
            .Select(e => (e.RoutePattern.RawText!.TrimStart('/'), new TemplateMatcher(TemplateParser.Parse(e.RoutePattern.RawText!), []), e.Metadata.GetMetadata<PageActionDescriptor>()!)),
    ];

    /// <summary>Which page answers there; null where none of the shop's does.</summary>
    public string? RouteOf(Uri address) =>
        address.Port == shop.Address.Port ? _pages.FirstOrDefault(p => p.Matcher.TryMatch(address.AbsolutePath, [])).Route : null;

    /// <summary>What a form can be sent to: "basket/lines/{lineId:guid}/remove", or "finance/bank/match?handler=Confirm".</summary>
    public string HandlerOf(FormOnPage form) =>
        RouteOf(form.Target) + form.Target.Query.Split('?', '&').Where(q => q.StartsWith("handler=", StringComparison.Ordinal)).Select(q => "?" + q).FirstOrDefault();

    /// <summary>Every handler of a POST of every page.</summary>
    public async Task<IReadOnlySet<string>> PostHandlersAsync()
    {
        var loader = shop.Services.GetRequiredService<PageLoader>();
        var found = new HashSet<string>();
        foreach (var (route, _, page) in _pages)
            foreach (var handler in (await loader.LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods.Where(h => h.HttpMethod == "POST"))
                found.Add(route + (handler.Name is { } name ? $"?handler={name}" : ""));
        return found;
    }
}
