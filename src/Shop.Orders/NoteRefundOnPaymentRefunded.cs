using MediatR;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>Money went back to the resident: the order shows Stripe's totals, those of its own charge apart from those of money beside it. Does nothing when that is known, or the payment is no order's.</summary>
internal sealed class NoteRefundOnPaymentRefunded(ShopDbContext db, TimeProvider clock) : INotificationHandler<PaymentRefunded>
{
    public async Task Handle(PaymentRefunded notification, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(notification.Reference, cancellationToken);
        if (order is null || order.PaymentId != notification.PaymentId) return;
        var byCharge = notification.ByCharge ?? [new ChargeRefunded(order.ChargeId ?? "", notification.RefundedPence, IsOwn: true)];
        foreach (var stray in byCharge.Where(c => c.ChargeId != order.ChargeId)) order.NoteOtherMoneyRefunded(stray.ChargeId, stray.RefundedPence, clock.UtcNow());
        order.NoteRefunded(byCharge.Where(c => c.ChargeId == order.ChargeId).Sum(c => c.RefundedPence), clock.UtcNow());
    }
}
