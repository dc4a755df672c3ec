using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Catalogue.Contracts;
using Shop.Checkout;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Basket;

/// <summary>What was chosen, at today's prices.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(IMediator mediator) : PageModel
{
    /// <summary>Null when the browser has no basket, or an empty one.</summary>
    public CheckoutView? View { get; private set; }

    public Council? Council { get; private set; }

    public IReadOnlyList<BasketLineView> Lines => View!.Basket.Lines;

    /// <summary>Some prices changed or services went: the resident must accept that before paying.</summary>
    public bool HasChanges => Lines.Any(l => l.State is BasketLineState.PriceChanged or BasketLineState.Withdrawn);

    public bool HasImpossible => Lines.Any(l => l.State == BasketLineState.NoLongerPossible);

    /// <summary>Where "Pay now" leads: the first page that still has something to ask.</summary>
    public string PayNow => View!.NextPage();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Council = await mediator.Send(new GetCouncil(), ct);
        var view = Request.BasketId() is { } id ? await mediator.Send(new GetCheckout(id), ct) : null;
        View = view is { Basket.Lines.Count: > 0 } ? view : null;
    }

    public async Task<IActionResult> OnPostAcceptAsync(string? content, CancellationToken ct)
    {
        var accepted = Request.BasketId() is { } id
            ? await mediator.Send(new AcceptChanges(id, content ?? ""), ct)
            : AcceptChangesResult.BasketGone;
        if (accepted != AcceptChangesResult.ChangedAgain) return LocalRedirect(ShopPaths.Basket);
        ModelState.AddModelError("", "Your basket has changed again. Check it before you accept.");
        await OnGetAsync(ct);
        return Page();
    }
}
