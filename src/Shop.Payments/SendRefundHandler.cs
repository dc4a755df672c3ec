using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class SendRefundHandler(ShopDbContext db, PaymentTurns turns, RefundSender sender) : IRequestHandler<SendRefund, RefundState>
{
    public async Task<RefundState> Handle(SendRefund request, CancellationToken cancellationToken)
    {
        var reference = await (
            from refund in db.Set<Refund>()
            join payment in db.Set<Payment>() on refund.PaymentId equals payment.Id
            where refund.Id == request.RefundId
            select payment.Reference).SingleAsync(cancellationToken);
        using var patience = Patience.Start(cancellationToken);
        try
        {
            using var turn = await turns.TakeAsync(reference, patience.Token);
            return await sender.SendAsync(request.RefundId, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StripeUnavailableException("Stripe did not answer in time.", e);
        }
    }
}
