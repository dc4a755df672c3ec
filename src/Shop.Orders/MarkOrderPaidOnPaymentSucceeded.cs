using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>
/// The payment of an order arrived: the order is paid. Does nothing when this charge has paid it already, or when the reference is no
/// order's. Money that does not fit (the order lapsed, was paid by another charge, or costs another amount) is kept on
/// the order and finance is told.
/// </summary>
internal sealed class MarkOrderPaidOnPaymentSucceeded(ShopDbContext db, IMediator mediator, OrderPaidAnnouncement announcement, StrayMoney stray, ILogger<MarkOrderPaidOnPaymentSucceeded> log)
    : INotificationHandler<PaymentSucceeded>
{
    public async Task Handle(PaymentSucceeded notification, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(notification.Reference, cancellationToken);
        if (order is null || order.ChargeId == notification.ChargeId) return;
        if (WhyItDoesNotFit(order, notification) is { } reason)
        {
            await stray.NoteAsync(order, notification.PaymentId, notification.ChargeId, notification.AmountPence, notification.PaidAt, reason, cancellationToken);
            // A wrong amount is for a person; what came too late or twice may go back by itself.
            if (order.State != OrderState.AwaitingPayment) await mediator.Send(new ReturnStrayMoney(notification.Reference, notification.ChargeId, reason), cancellationToken);
            return;
        }

        var paid = new PaidWith(notification.PaymentId, notification.AmountPence, notification.ChargeId, notification.CardBrand, notification.CardLast4);
        await announcement.AnnounceAsync(order, paid, notification.PaidAt, notification.FeePence, cancellationToken);
        log.LogInformation("Order {OrderId} is paid by payment {PaymentId}", order.Id, notification.PaymentId);
    }

    private static string? WhyItDoesNotFit(Order order, PaymentSucceeded payment)
    {
        if (order.State == OrderState.Lapsed) return "Paid after the order had lapsed";
        if (order.State != OrderState.AwaitingPayment) return "Paid a second time";
        if (payment.AmountPence != order.TotalPence) return $"Paid {new Money(payment.AmountPence)} for an order of {new Money(order.TotalPence)}";
        return null;
    }
}
