using MediatR;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

/// <summary>Each asking is a message of its own: the link of the one before may have been lost.</summary>
internal sealed class SendLinkOnOrderLinkAsked(Outbox outbox) : INotificationHandler<OrderLinkAsked>
{
    public Task Handle(OrderLinkAsked notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.OrderLink, Guid.CreateVersion7().ToString("N"), notification.Email, notification.Name,
        context => OrderLink.Write(notification, context), cancellationToken);
}

internal static class OrderLink
{
    public static MailText Write(OrderLinkAsked asked, MailContext context) => new(
        $"Your link to order {asked.Reference}",
        $"""
        Hello {asked.Name},

        Someone, probably you, asked to see order {asked.Reference}. Open it here:
        {context.OrderLink(asked.LinkToken)}

        Keep this link to yourself: whoever has it can see your order.
        If you did not ask for it, you do not need to do anything.

        {context.Signature(asked.Reference.ToString())}
        """);
}
