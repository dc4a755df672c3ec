using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>
/// A refund is at Stripe: the order's page shows how it stands, and the resident is told once it was sent to the card.
/// Does nothing while it is only recorded here, or when the reference is no order's.
/// </summary>
internal sealed class NoteRefundOnRefundChanged(ShopDbContext db, IMediator mediator, TimeProvider clock) : INotificationHandler<RefundChanged>
{
    public async Task Handle(RefundChanged notification, CancellationToken cancellationToken)
    {
        if (notification.StripeRefundId is null || await db.FindOrderAsync(notification.Reference, cancellationToken) is not { } order) return;
        var refunds = db.Set<OrderRefund>();
        var refund = refunds.Local.FirstOrDefault(r => r.RefundId == notification.RefundId)
            ?? await refunds.SingleOrDefaultAsync(r => r.RefundId == notification.RefundId, cancellationToken);
        if (refund is null) refunds.Add(refund = new OrderRefund(order.Id, notification));
        if (!refund.Become(notification.State, notification.At)) return;
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Receipt, clock.UtcNow(), out var token));
        await mediator.Publish(
            new OrderRefunded(order.Id, order.Reference, refund.RefundId, order.Payer, refund.AmountPence, refund.ChargeId != order.ChargeId, token), cancellationToken);
    }
}
