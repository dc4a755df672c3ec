using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Web.Controls;

namespace Shop.Web.Pages;

/// <summary>Not kept in the output cache: every search is recorded, and nobody searches the same twice.</summary>
[PublicPage]
public sealed class SearchModel(IMediator mediator) : PageModel
{
    public SearchPage Found { get; private set; } = null!;

    /// <summary>Also the title, so that two pages of results can be told apart in the browser's history.</summary>
    public string Title => (Found.Text, Found.Total) switch
    {
        ("", _) => "Search services",
        (_, 0) => $"No results for ‘{Found.Text}’",
        _ => $"Search results for ‘{Found.Text}’ (page {Found.Page} of {Found.Pages})",
    };

    public static string Address(string text, int page) =>
        $"/search?q={Uri.EscapeDataString(text)}{(page > 1 ? $"&page={page}" : "")}";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? q, [FromQuery(Name = "page")] string? number, CancellationToken ct)
    {
        // Said to come from the query: "page" is also the name under which routing keeps this file's own path.
        Found = await mediator.Send(new SearchServices(q ?? "", int.TryParse(number, out var wanted) ? wanted : 1), ct);
        if (Found.OrderReference is { } reference) return LocalRedirect($"/find-order?reference={Uri.EscapeDataString(reference)}");
        if (Found.Recorded is { } searched) await mediator.Publish(searched, ct);
        return Page();
    }
}
