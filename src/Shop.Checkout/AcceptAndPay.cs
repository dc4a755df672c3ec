using MediatR;
using Shop.Kernel.Messaging;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Checkout;

/// <summary>
/// "Accept and pay": places the order that the check page showed, then asks Stripe for a page to pay it on. Safe to send
/// twice, from two tabs, and after coming Back from Stripe: the same content is the same order and the same payment. When the
/// basket was changed meanwhile, its earlier unpaid order is closed first, so that only one of the two can ever be paid.
/// </summary>
/// <param name="ContentHash">From the check page. It covers every price, so nothing is charged that was not seen.</param>
/// <param name="AcceptedTermsVersion">The version the page linked to.</param>
public sealed record AcceptAndPay(string BasketId, string ContentHash, string AcceptedTermsVersion) : IGatewayCommand<AcceptAndPayResult>;

public abstract record AcceptAndPayResult
{
    private AcceptAndPayResult() { }

    /// <summary>Send the payer to Stripe.</summary>
    public sealed record GoToStripe(Uri Url) : AcceptAndPayResult;

    /// <summary>Nothing to pay (any more): show the order.</summary>
    public sealed record ShowOrder(string LinkToken) : AcceptAndPayResult;

    /// <summary>The order stands and can be paid from its page; Stripe did not answer, nothing was charged.</summary>
    public sealed record PayLater(string LinkToken) : AcceptAndPayResult;

    /// <summary>Stripe did not answer whether the earlier order was paid, so nothing was ordered. Try again.</summary>
    public sealed record TryAgain : AcceptAndPayResult;

    /// <summary>The earlier order was paid meanwhile, or its payment is being processed. Nothing else was ordered.</summary>
    public sealed record EarlierOrderPaid : AcceptAndPayResult;

    /// <summary>The basket, the documents, the contact, a price or the terms changed since the page was shown: show it again. Nothing was ordered.</summary>
    public sealed record Changed : AcceptAndPayResult;

    /// <summary>This step comes first. Nothing was ordered.</summary>
    public sealed record NotReady(CheckoutStep Step) : AcceptAndPayResult;
}

internal sealed class AcceptAndPayHandler(IMediator mediator) : IRequestHandler<AcceptAndPay, AcceptAndPayResult>
{
    public async Task<AcceptAndPayResult> Handle(AcceptAndPay request, CancellationToken cancellationToken)
    {
        // One for both: taking an earlier order back and starting to pay are one page.
        using var patience = Patience.Start(cancellationToken);
        var place = new PlaceOrder(request.BasketId, request.ContentHash, request.AcceptedTermsVersion);
        var placed = await mediator.Send(place, cancellationToken);
        if (placed is PlaceOrderResult.EarlierOrderOpen earlier)
        {
            if (await WithdrawAsync(earlier, patience.Token, cancellationToken) is { } refusal) return refusal;
            placed = await mediator.Send(place, cancellationToken);
        }

        return placed switch
        {
            PlaceOrderResult.Placed order => await PayAsync(order, patience.Token, cancellationToken),
            PlaceOrderResult.NotReady notReady => new AcceptAndPayResult.NotReady(notReady.Step),
            // A second tab placed yet another content in between: let the resident look again.
            _ => new AcceptAndPayResult.Changed(),
        };
    }

    /// <summary>Null when the earlier order is out of the way.</summary>
    private async Task<AcceptAndPayResult?> WithdrawAsync(PlaceOrderResult.EarlierOrderOpen earlier, CancellationToken patience, CancellationToken ct)
    {
        try
        {
            var state = await mediator.Send(new ClosePayment(earlier.Reference), patience);
            if (state != PaymentState.Closed) return new AcceptAndPayResult.EarlierOrderPaid();
        }
        catch (Exception e) when (PaymentProviderUnavailableException.IsSilence(e, ct))
        {
            return new AcceptAndPayResult.TryAgain();
        }

        await mediator.Send(new ReplaceOrder(earlier.OrderId), ct);
        return null;
    }

    private async Task<AcceptAndPayResult> PayAsync(PlaceOrderResult.Placed order, CancellationToken patience, CancellationToken ct)
    {
        if (!order.ToPay) return new AcceptAndPayResult.ShowOrder(order.LinkToken);
        try
        {
            return await mediator.Send(new StartPayment(order.Reference.Value), patience) switch
            {
                StartPaymentResult.GoTo go => new AcceptAndPayResult.GoToStripe(go.Url),
                StartPaymentResult.ProviderUnavailable => new AcceptAndPayResult.PayLater(order.LinkToken),
                _ => new AcceptAndPayResult.ShowOrder(order.LinkToken),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new AcceptAndPayResult.PayLater(order.LinkToken);
        }
    }
}
