using MediatR;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellResidentOnOrderLineFulfilled(Outbox outbox) : INotificationHandler<OrderLineFulfilled>
{
    public Task Handle(OrderLineFulfilled notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.LineFulfilled, notification.LineId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => LineFulfilled.Write(notification, context), cancellationToken);
}

internal static class LineFulfilled
{
    public static MailText Write(OrderLineFulfilled line, MailContext context) => new(
        $"Done: {line.Title}, order {line.Reference}",
        $"""
        Hello {line.Payer.Name},

        We have completed this part of your order {line.Reference} on {MailContext.Date(LondonTime.DateOf(line.FulfilledAt))}:
        {line.Title}

        You do not need to do anything.

        {context.Signature(line.Reference.ToString())}
        """);
}
