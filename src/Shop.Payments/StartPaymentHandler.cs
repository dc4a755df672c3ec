using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class StartPaymentHandler(
    ShopDbContext db, IMediator mediator, PaymentTurns turns, PaymentRefresh refresh, SessionOpener opener, StripeSessions stripe, ILogger<StartPaymentHandler> log)
    : IRequestHandler<StartPayment, StartPaymentResult>
{
    /// <summary>More steps than any honest sequence takes: expire, replay, one more attempt, answer.</summary>
    private const int MostSteps = 6;

    public async Task<StartPaymentResult> Handle(StartPayment request, CancellationToken cancellationToken)
    {
        using var patience = Patience.Start(cancellationToken);
        try
        {
            using var turn = await turns.TakeAsync(request.Reference, patience.Token);
            var paymentId = await db.Set<Payment>().Where(p => p.Reference == request.Reference).Select(p => p.Id).FirstOrDefaultAsync(cancellationToken);
            if (paymentId == Guid.Empty) return new StartPaymentResult.Closed();
            // An open session may have been paid in another tab: ask before anyone is sent there again.
            await refresh.RefreshAsync(paymentId, [], patience.Token);
            return await StepsAsync(paymentId, request.Reference, patience.Token);
        }
        catch (Exception e) when (e is StripeUnavailableException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.LogWarning("Payment {Reference} could not be started: {Reason}", request.Reference, e.Message);
            return new StartPaymentResult.ProviderUnavailable();
        }
    }

    private async Task<StartPaymentResult> StepsAsync(Guid paymentId, string reference, CancellationToken ct)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            switch (await mediator.Send(new PrepareAttempt(reference), CancellationToken.None))
            {
                case NextStep.Answer answer:
                    return answer.Result;
                case NextStep.ExpireFirst ending:
                    await stripe.ExpireAsync(ending.SessionId, ct);
                    await refresh.RefreshAsync(paymentId, [], ct);
                    break;
                case NextStep.Create create:
                    if (await opener.OpenAsync(create, ct) == OpenedSession.Refused) return new StartPaymentResult.ProviderUnavailable();
                    // A session made earlier may be paid or over by now, whatever the repeated answer says.
                    if (create.Again) await refresh.RefreshAsync(paymentId, [], ct);
                    break;
            }
        }

        return new StartPaymentResult.ProviderUnavailable();
    }
}
