using MediatR;
using Shop.Kernel;
using Shop.Kernel.Security;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellFinanceOnOrderNeedsAttention(Outbox outbox, MailSettings settings) : INotificationHandler<OrderNeedsAttention>
{
    public async Task Handle(OrderNeedsAttention notification, CancellationToken cancellationToken)
    {
        var to = settings.Finance.Length > 0 ? settings.Finance : (await outbox.ContextAsync(cancellationToken)).Council.Email;
        // The same fault seen twice (webhook and return page) is one mail; another amount or reason is another.
        var fault = AccessToken.Hash($"{notification.AmountPence} {notification.Reason}")[..16];
        await outbox.AddAsync(
            MessageKind.NeedsAttention, $"{notification.OrderId:N}-{fault}", to, "Finance",
            context => NeedsAttention.Write(notification, context), cancellationToken);
    }
}

internal static class NeedsAttention
{
    public static MailText Write(OrderNeedsAttention order, MailContext context) => new(
        $"Money needs attention: order {order.Reference}",
        $"""
        {new Money(order.AmountPence)} on order {order.Reference} does not fit and needs a person to look at it.

        Reason: {order.Reason}

        Everything that needs attention (you need to sign in):
        {context.PublicUrl}/finance/rescue

        This is an automatic message from the {context.Council.ShortName} shop.
        """);
}
