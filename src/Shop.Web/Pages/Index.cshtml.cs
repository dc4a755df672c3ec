using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Shop.Catalogue;
using Shop.Web.Controls;

namespace Shop.Web.Pages;

[OutputCache(PolicyName = CatalogueCache.Policy)]
public sealed class IndexModel(IMediator mediator) : PageModel
{
    public HomePage Home { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Home = await mediator.Send(new GetHomePage(), ct);
}
