using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Orders;

/// <summary>The VAT receipt, made for paper. Without one (wrong key, unpaid, free) the order's page says what there is.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReceiptModel(IMediator mediator) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";

    public Receipt Receipt { get; private set; } = null!;
    public Council? Council { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!AccessToken.LooksLikeOne(Token) || await mediator.Send(new GetReceipt(Token), ct) is not { } receipt) return LocalRedirect(ShopPaths.Order(Token));
        Receipt = receipt;
        Council = await mediator.Send(new GetCouncil(), ct);
        return Page();
    }
}
