using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Web.Controls;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Pay;

/// <summary>What a pay link's page says; from the order's and the payment's rows.</summary>
public enum PayPageState
{
    /// <summary>The key is wrong or has expired.</summary>
    Unknown,
    Due,
    Processing,
    Paid,

    /// <summary>Money that does not fit: finance settles it first.</summary>
    Checking,
    Lapsed,
    Withdrawn,
}

/// <summary>
/// Where anybody with the link pays an order. Looking asks nothing of Stripe and changes nothing; "Pay" reuses the open session,
/// so two people with one link cannot both be charged.
/// </summary>
[EnableRateLimiting(RateLimits.Pay)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(IMediator mediator, ShopSettings settings) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";

    /// <summary>Null when the key is wrong or has expired.</summary>
    public PayLinkView? Link { get; private set; }

    public Council? Council { get; private set; }

    public PayPageState State { get; private set; }

    /// <summary>Opened by whoever has just made the link: it is shown to be copied.</summary>
    public bool Share { get; private set; }

    /// <summary>Empty when not configured.</summary>
    public string CardStatement { get; private set; } = "";

    public string Address => ShopPaths.Pay(Token);

    /// <summary>Never from the Host header.</summary>
    public string FullAddress => settings.PublicUrl.TrimEnd('/') + Address;

    public string Title => State switch
    {
        PayPageState.Unknown => "We cannot show this payment",
        PayPageState.Due => Share ? "Your link for somebody else" : $"Pay {new Money(Link!.TotalPence)}",
        PayPageState.Processing => "The payment is being processed",
        PayPageState.Paid => "This has been paid",
        PayPageState.Checking => "We are checking a payment",
        PayPageState.Withdrawn => "This order was replaced",
        _ => "This was not paid in time",
    };

    public async Task<IActionResult> OnGetAsync([FromQuery] bool share, CancellationToken ct)
    {
        ModelState.Clear();
        Share = share;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await LinkAsync(ct) is not { CanBePaid: true } link) return LocalRedirect(Address);
        switch (await mediator.Send(new StartPayment(link.Reference.Value), ct))
        {
            case StartPaymentResult.GoTo go:
                return new SeeOther(go.Url);
            case StartPaymentResult.ProviderUnavailable:
                ModelState.AddModelError("", "Our payment provider does not answer. You have not been charged. Try again in a few minutes.");
                return await ShowAsync(ct);
            default:
                return LocalRedirect(Address);
        }
    }

    private async Task<PayLinkView?> LinkAsync(CancellationToken ct) => AccessToken.LooksLikeOne(Token) ? await mediator.Send(new GetPayLink(Token), ct) : null;

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Council = await mediator.Send(new GetCouncil(), ct);
        Link = await LinkAsync(ct);
        State = Link is null ? PayPageState.Unknown : await StateAsync(Link, ct);
        if (Link is null) Response.StatusCode = StatusCodes.Status404NotFound;
        if (State == PayPageState.Due) CardStatement = await mediator.Send(new GetCardStatement(), ct);
        return Page();
    }

    private async Task<PayPageState> StateAsync(PayLinkView link, CancellationToken ct)
    {
        if (link.PaidAt is not null) return PayPageState.Paid;
        if (link.OtherMoneyPence > 0) return PayPageState.Checking;
        if (link.State == OrderState.Lapsed) return link.Withdrawn ? PayPageState.Withdrawn : PayPageState.Lapsed;
        var payment = await mediator.Send(new GetPayment(link.Reference.Value), ct);
        if (payment is { State: PaymentState.Processing or PaymentState.Paid }) return PayPageState.Processing;
        return link.CanBePaid ? PayPageState.Due : PayPageState.Lapsed;
    }
}
