using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class ClosePaymentHandler(ShopDbContext db, IMediator mediator, PaymentTurns turns, PaymentRefresh refresh, StripeSessions stripe)
    : IRequestHandler<ClosePayment, PaymentState>
{
    private const int MostRounds = 4;

    public async Task<PaymentState> Handle(ClosePayment request, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(request.Reference, cancellationToken);
        var paymentId = await db.Set<Payment>().Where(p => p.Reference == request.Reference).Select(p => p.Id).SingleAsync(cancellationToken);
        for (var round = 0; round < MostRounds; round++)
        {
            await refresh.RefreshAsync(paymentId, [], cancellationToken);
            var (state, openSession) = await mediator.Send(new CloseIfUnpaid(paymentId), cancellationToken);
            if (openSession is null) return state;
            await stripe.ExpireAsync(openSession, cancellationToken);
        }

        throw new StripeUnavailableException($"The session of payment {request.Reference} stays open.", null);
    }
}

/// <summary>Closes a payment that awaits payment. Does nothing when it is paid, processing or closed, or when a session is open: names that session, to be expired first.</summary>
internal sealed record CloseIfUnpaid(Guid PaymentId) : ICommand<CloseIfUnpaidResult>;

internal sealed record CloseIfUnpaidResult(PaymentState State, string? OpenSession);

internal sealed class CloseIfUnpaidHandler(ShopDbContext db, TimeProvider clock, ILogger<CloseIfUnpaidHandler> log) : IRequestHandler<CloseIfUnpaid, CloseIfUnpaidResult>
{
    public async Task<CloseIfUnpaidResult> Handle(CloseIfUnpaid request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().Include("_attempts").SingleAsync(p => p.Id == request.PaymentId, cancellationToken);
        if (payment.State != PaymentState.Awaiting) return new CloseIfUnpaidResult(payment.State, null);
        if (payment.Attempts.FirstOrDefault(a => a.State == AttemptState.Open) is { } open) return new CloseIfUnpaidResult(payment.State, open.SessionId);
        payment.Close(clock.UtcNow());
        log.LogInformation("Payment {PaymentId} closed unpaid", payment.Id);
        return new CloseIfUnpaidResult(payment.State, null);
    }
}
