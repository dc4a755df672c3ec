using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Kernel.Lines;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Basket;

/// <summary>Asks before a line goes: its answers and documents go with it.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RemoveModel(IMediator mediator) : PageModel
{
    [FromRoute] public Guid LineId { get; set; }

    public LineSnapshot Line { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = Request.BasketId() is { } id ? await mediator.Send(new GetBasketLine(id, LineId), ct) : null;
        if (found is null) return NotFound();
        Line = found.Snapshot;
        return Page();
    }

    /// <summary>Sent twice, or for a line that is gone: the basket shows what is left.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Request.BasketId() is { } id) await mediator.Send(new RemoveFromBasket(id, LineId), ct);
        return LocalRedirect(ShopPaths.Basket);
    }
}
