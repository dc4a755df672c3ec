using MediatR;
using Shop.Kernel;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellResidentOnOrderRefunded(Outbox outbox) : INotificationHandler<OrderRefunded>
{
    public Task Handle(OrderRefunded notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.OrderRefunded, notification.RefundId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => OrderRefundedMail.Write(notification, context), cancellationToken);
}

internal static class OrderRefundedMail
{
    public static MailText Write(OrderRefunded refund, MailContext context) => new(
        $"We have refunded {new Money(refund.AmountPence)} for your order {refund.Reference}",
        $"""
        Hello {refund.Payer.Name},

        {Why(refund)}

        It goes back to the card you paid with. It can take 5 to 10 working days to show on your statement.

        See your order:
        {context.OrderLink(refund.LinkToken)}

        {context.Signature(refund.Reference.ToString())}
        """);

    private static string Why(OrderRefunded refund) => refund.WasStray
        ? $"We received {new Money(refund.AmountPence)} for your order {refund.Reference} that you did not owe us, so we have given it back. Nothing else about your order has changed."
        : $"We have refunded {new Money(refund.AmountPence)} of what you paid for your order {refund.Reference}.";
}
