using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>Stripe will not make a refund: it has failed, and whoever asked for it hears so. Does nothing when it was found at Stripe meanwhile.</summary>
internal sealed record RefuseRefund(Guid RefundId, string Code) : ICommand<Unit>;

internal sealed class RefuseRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<RefuseRefundHandler> log) : IRequestHandler<RefuseRefund, Unit>
{
    public async Task<Unit> Handle(RefuseRefund request, CancellationToken cancellationToken)
    {
        var paymentId = await db.Set<Refund>().Where(r => r.Id == request.RefundId).Select(r => r.PaymentId).SingleAsync(cancellationToken);
        var payment = await db.Set<Payment>().WithMoney().SingleAsync(p => p.Id == paymentId, cancellationToken);
        if (payment.Refunds.Single(r => r.Id == request.RefundId) is not { State: RefundState.Requested, StripeRefundId: null }) return Unit.Value;
        var now = clock.UtcNow();
        var refund = payment.RefuseRefund(request.RefundId, request.Code, now);
        await db.SaveChangesAsync(cancellationToken);
        log.LogWarning("Refund {RefundId} of payment {PaymentId} was refused: {Code}", refund.Id, payment.Id, request.Code);
        await mediator.Publish(refund.Facts().Changed(payment, now), cancellationToken);
        return Unit.Value;
    }
}
