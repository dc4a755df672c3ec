using MediatR;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellResidentOnOrderLapsed(Outbox outbox) : INotificationHandler<OrderLapsed>
{
    public Task Handle(OrderLapsed notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.OrderLapsed, notification.OrderId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => OrderLapsedMail.Write(notification, context), cancellationToken);
}

internal static class OrderLapsedMail
{
    public static MailText Write(OrderLapsed order, MailContext context) => new(
        $"Your order {order.Reference} was not paid",
        $"""
        Hello {order.Payer.Name},

        We did not receive a payment for your order {order.Reference}, so we have closed it. You have not been charged.

        You asked for:
        {string.Join("\n", order.Titles.Select(t => "- " + t))}

        If you still want this, start again here:
        {context.OrderLink(order.LinkToken)}

        If you think you have paid, please contact us before you pay again.

        {context.Signature(order.Reference.ToString())}
        """);
}
