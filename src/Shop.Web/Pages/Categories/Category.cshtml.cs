using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Shop.Catalogue;
using Shop.Web.Controls;

namespace Shop.Web.Pages.Categories;

[OutputCache(PolicyName = CatalogueCache.Policy)]
public sealed class CategoryModel(IMediator mediator) : PageModel
{
    public CategoryPage Category { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await mediator.Send(new GetCategory(id), ct) is not { } category) return NotFound();
        Category = category;
        return Page();
    }
}
