using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class CheckPaymentHandler(IMediator mediator, PaymentTurns turns, PaymentRefresh refresh, ILogger<CheckPaymentHandler> log)
    : IRequestHandler<CheckPayment, PaymentStatus?>
{
    public async Task<PaymentStatus?> Handle(CheckPayment request, CancellationToken cancellationToken)
    {
        var known = await mediator.Send(new GetPayment(request.Reference), cancellationToken);
        // What was paid stays paid: revisiting the page need not ask again.
        if (known is null or { State: PaymentState.Paid } or { LastAttempt: null }) return known is null ? null : known with { AskedStripe = true };
        var asked = await AskAsync(known.PaymentId, request.Reference, cancellationToken);
        var now = await mediator.Send(new GetPayment(request.Reference), cancellationToken);
        return now! with { AskedStripe = asked };
    }

    private async Task<bool> AskAsync(Guid paymentId, string reference, CancellationToken cancellationToken)
    {
        using var patience = Patience.Start(cancellationToken);
        try
        {
            using var turn = await turns.TakeAsync(reference, patience.Token);
            await refresh.RefreshAsync(paymentId, [], patience.Token);
            return true;
        }
        catch (Exception e) when (e is StripeUnavailableException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.LogWarning("Payment {Reference} is shown as last known: {Reason}", reference, e.Message);
            return false;
        }
    }
}
