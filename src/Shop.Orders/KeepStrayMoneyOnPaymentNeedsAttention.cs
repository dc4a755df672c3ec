using MediatR;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>Payments found money that does not fit: it is kept on its order. Does nothing when the reference is no order's; then the money is Payments' alone.</summary>
internal sealed class KeepStrayMoneyOnPaymentNeedsAttention(ShopDbContext db, StrayMoney stray, TimeProvider clock) : INotificationHandler<PaymentNeedsAttention>
{
    public async Task Handle(PaymentNeedsAttention notification, CancellationToken cancellationToken)
    {
        if (await db.FindOrderAsync(notification.Reference, cancellationToken) is not { } order) return;
        await stray.NoteAsync(order, notification.PaymentId, notification.ChargeId, notification.AmountPence,
            notification.TakenAt ?? clock.UtcNow(), notification.Reason, cancellationToken);
    }
}
