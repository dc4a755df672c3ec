using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue.Contracts;
using Shop.Checkout;
using Shop.Kernel;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Basket;

namespace Shop.Web.Pages.Checkout;

/// <summary>Everything once more, then "Accept and pay".</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckModel(IMediator mediator) : PageModel
{
    public CheckoutView View { get; private set; } = null!;
    public Council? Council { get; private set; }

    /// <summary>What the payer's card statement will show; empty when nobody configured it.</summary>
    public string CardStatement { get; private set; } = "";

    /// <summary>Instead of the answers: the order stands, but Stripe did not answer.</summary>
    public string? PayLaterPage { get; private set; }

    /// <summary>Instead of the answers: an earlier order of this basket was paid meanwhile.</summary>
    public bool EarlierOrderPaid { get; private set; }

    public string AcceptWords => View.Basket.GrossPence == 0 ? "Accept and place order" : $"Accept and pay {new Money(View.Basket.GrossPence)}";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromForm] string? content, [FromForm] string? terms, CancellationToken ct)
    {
        ModelState.Clear();
        if (Request.BasketId() is not { } id) return LocalRedirect(ShopPaths.Basket);
        switch (await mediator.Send(new AcceptAndPay(id, content ?? "", terms ?? ""), ct))
        {
            case AcceptAndPayResult.GoToStripe go:
                return new SeeOther(go.Url);
            case AcceptAndPayResult.ShowOrder order:
                return LocalRedirect(ShopPaths.Order(order.LinkToken));
            case AcceptAndPayResult.PayLater order:
                PayLaterPage = ShopPaths.Order(order.LinkToken);
                return await InsteadAsync(ct);
            case AcceptAndPayResult.EarlierOrderPaid:
                EarlierOrderPaid = true;
                return await InsteadAsync(ct);
            case AcceptAndPayResult.TryAgain:
                return await ShowAsync(ct, "Our payment provider does not answer. You have not been charged. Try again in a few minutes.");
            case AcceptAndPayResult.Changed:
                return await ShowAsync(ct, "Something has changed since you saw this page. Check everything again before you accept.");
            default:
                return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> InsteadAsync(CancellationToken ct)
    {
        Council = await mediator.Send(new GetCouncil(), ct);
        return Page();
    }

    /// <summary>A step that was left out comes first.</summary>
    private async Task<IActionResult> ShowAsync(CancellationToken ct, string? problem = null)
    {
        if (Request.BasketId() is not { } id || await mediator.Send(new GetCheckout(id), ct) is not { } view) return LocalRedirect(ShopPaths.Basket);
        if (view.NextStep != CheckoutStep.Check) return LocalRedirect(view.NextPage());
        View = view;
        Council = await mediator.Send(new GetCouncil(), ct);
        CardStatement = await mediator.Send(new GetCardStatement(), ct);
        if (CardStatement.Length == 0) CardStatement = Council?.CardStatementText ?? "";
        if (problem is not null) ModelState.AddModelError("", problem);
        return Page();
    }
}
