using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

internal static class RefundSending
{
    /// <summary>Sends a recorded refund to Stripe and tells the officer on the next page. When Stripe does not answer, the shop goes on trying.</summary>
    public static async Task SendAsync(this PageModel page, IMediator mediator, Guid refund, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(page);
        try
        {
            var state = await mediator.Send(new SendRefund(refund), ct);
            page.TempData.Say(state != RefundState.Failed, InWords(state), "Stripe did not make the refund: see below why");
        }
        catch (PaymentProviderUnavailableException)
        {
            page.TempData.Say("The refund is recorded. Stripe does not answer at the moment: it will be sent within minutes, you need not do anything");
        }
    }

    private static string InWords(RefundState state) => state switch
    {
        RefundState.Succeeded => "The money is on its way to the card",
        RefundState.Pending => "Stripe has the refund and sends it as soon as it can",
        _ => "The refund is recorded and will be sent within minutes",
    };
}
