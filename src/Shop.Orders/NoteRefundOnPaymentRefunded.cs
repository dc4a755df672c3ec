using MediatR;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>Money went back to the resident: the order shows Stripe's total. Does nothing when that is known, or the payment is no order's.</summary>
internal sealed class NoteRefundOnPaymentRefunded(ShopDbContext db, TimeProvider clock) : INotificationHandler<PaymentRefunded>
{
    public async Task Handle(PaymentRefunded notification, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(notification.Reference, cancellationToken);
        if (order is null || order.PaymentId != notification.PaymentId) return;
        order.NoteRefunded(notification.RefundedPence, clock.UtcNow());
    }
}
