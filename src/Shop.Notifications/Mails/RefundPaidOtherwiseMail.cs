using MediatR;
using Shop.Kernel;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellResidentOnOrderRefundPaidOtherwise(Outbox outbox) : INotificationHandler<OrderRefundPaidOtherwise>
{
    public Task Handle(OrderRefundPaidOtherwise notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.RefundPaidOtherwise, notification.RefundId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => RefundPaidOtherwiseMail.Write(notification, context), cancellationToken);
}

internal static class RefundPaidOtherwiseMail
{
    public static MailText Write(OrderRefundPaidOtherwise refund, MailContext context) => new(
        $"We have paid back {new Money(refund.AmountPence)} for your order {refund.Reference}",
        $"""
        Hello {refund.Payer.Name},

        We have paid {new Money(refund.AmountPence)} back to you for your order {refund.Reference}: by bank transfer or by cheque, not to the card you paid with.

        If it has not reached you within 10 working days, contact us and give your order's reference.

        See your order:
        {context.OrderLink(refund.LinkToken)}

        {context.Signature(refund.Reference.ToString())}
        """);
}
