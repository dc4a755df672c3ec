using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Shop.Catalogue;
using Shop.Web.Controls;

namespace Shop.Web.Pages;

[OutputCache(PolicyName = CatalogueCache.Policy)]
public sealed class AToZModel(IMediator mediator) : PageModel
{
    public AToZView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? letter, CancellationToken ct)
    {
        if (await mediator.Send(new GetAToZ(letter), ct) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
