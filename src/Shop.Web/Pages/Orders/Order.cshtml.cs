using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Orders;

/// <summary>An order for whoever holds a key to it; also where the payer comes back to from Stripe, paid or not. Safe to open again and again.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OrderModel(IMediator mediator) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";

    /// <summary>Null when the key is wrong or has expired; the page says the same for both.</summary>
    public OrderView? View { get; private set; }

    public Council? Council { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostPayAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var order = AccessToken.LooksLikeOne(Token) ? await mediator.Send(new GetOrderByLink(Token), ct) : null;
        if (order is not { CanBePaid: true }) return LocalRedirect(ShopPaths.Order(Token));
        switch (await mediator.Send(new StartPayment(order.Reference.Value), ct))
        {
            case StartPaymentResult.GoTo go:
                return new SeeOther(go.Url);
            case StartPaymentResult.ProviderUnavailable:
                ModelState.AddModelError("", "Our payment provider does not answer. You have not been charged. Try again in a few minutes.");
                return await ShowAsync(ct);
            default:
                return LocalRedirect(ShopPaths.Order(Token));
        }
    }

    /// <summary>A link for somebody else to pay with; its page says what to do with it.</summary>
    public async Task<IActionResult> OnPostShareAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (AccessToken.LooksLikeOne(Token) && await mediator.Send(new MakePayLink(Token), ct) is { } link) return LocalRedirect($"{ShopPaths.Pay(link)}?share=true");
        ModelState.AddModelError("", "A link could not be made. Look below whether the order can still be paid, or use a link you got before.");
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Council = await mediator.Send(new GetCouncil(), ct);
        View = AccessToken.LooksLikeOne(Token) ? await LookAsync(ct) : null;
        if (View is null) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    /// <summary>While the order awaits payment Stripe is asked, which may pay it: then it is read again.</summary>
    private async Task<OrderView?> LookAsync(CancellationToken ct)
    {
        if (await mediator.Send(new GetOrderByLink(Token), ct) is not { } order) return null;
        if (order.State != OrderState.AwaitingPayment) return new OrderView(Token, order, null);
        var payment = await mediator.Send(new CheckPayment(order.Reference.Value), ct);
        return new OrderView(Token, await mediator.Send(new GetOrderByLink(Token), ct) ?? order, payment);
    }
}
