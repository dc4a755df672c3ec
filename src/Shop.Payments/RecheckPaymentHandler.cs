using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

internal sealed class RecheckPaymentHandler(ShopDbContext db, IMediator mediator, PaymentTurns turns, PaymentRefresh refresh, WebhookTargets targets)
    : IRequestHandler<RecheckPayment, PaymentStatus?>
{
    public async Task<PaymentStatus?> Handle(RecheckPayment request, CancellationToken cancellationToken)
    {
        using var patience = Patience.Start(cancellationToken);
        try
        {
            return await AskAsync(request, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StripeUnavailableException("Stripe did not answer in time.", e);
        }
    }

    private async Task<PaymentStatus?> AskAsync(RecheckPayment request, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(request.Reference, ct);
        var paymentId = await db.Set<Payment>().Where(p => p.Reference == request.Reference).Select(p => p.Id).FirstOrDefaultAsync(ct);
        if (paymentId == Guid.Empty) return null;
        var hint = new WebhookHint("", "", false, false, null, request.PaymentIntentId, null, null, null, null);
        await refresh.RefreshAsync(paymentId, await targets.UnknownSessionsAsync(paymentId, [hint], ct), ct);
        await mediator.Send(new TellAgain(paymentId), CancellationToken.None);
        return (await mediator.Send(new GetPayment(request.Reference), ct))! with { AskedStripe = true };
    }
}

/// <summary>Says again what was said when the payment's money came: whoever knows it does nothing.</summary>
internal sealed record TellAgain(Guid PaymentId) : ICommand<Unit>;

internal sealed class TellAgainHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<TellAgain, Unit>
{
    public async Task<Unit> Handle(TellAgain request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().AsNoTracking().WithMoney().SingleAsync(p => p.Id == request.PaymentId, cancellationToken);
        foreach (var attempt in payment.Facts().Attempts.Where(a => a.CapturedPence > 0))
            await mediator.Publish(attempt.Number == payment.AcceptedNumber ? PaymentNews.Succeeded(payment, attempt) : PaymentNews.NeedsAttention(payment, attempt), cancellationToken);
        if (payment.RefundedPence > 0) await mediator.Publish(PaymentNews.Refunded(payment), cancellationToken);
        return Unit.Value;
    }
}
