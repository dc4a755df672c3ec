using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Payments.Contracts;

namespace Shop.Web.Pages.Finance;

internal static class RefundSending
{
    /// <summary>Sends a recorded refund to Stripe, and what to tell the officer. When Stripe does not answer, the shop goes on trying.</summary>
    public static async Task<string> SendAsync(this PageModel page, IMediator mediator, Guid refund, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(page);
        try
        {
            return await mediator.Send(new SendRefund(refund), ct) switch
            {
                RefundState.Succeeded => "The money is on its way to the card",
                RefundState.Pending => "Stripe has the refund and sends it as soon as it can",
                RefundState.Failed => "Stripe did not make the refund: see below why",
                _ => "The refund is recorded and will be sent within minutes",
            };
        }
        catch (PaymentProviderUnavailableException)
        {
            return "The refund is recorded. Stripe does not answer at the moment: it will be sent within minutes, you need not do anything";
        }
    }
}
