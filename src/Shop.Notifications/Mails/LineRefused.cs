using MediatR;
using Shop.Kernel;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

internal sealed class TellResidentOnOrderLineRefused(Outbox outbox) : INotificationHandler<OrderLineRefused>
{
    public Task Handle(OrderLineRefused notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.LineRefused, notification.LineId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => LineRefused.Write(notification, context), cancellationToken);
}

internal static class LineRefused
{
    public static MailText Write(OrderLineRefused line, MailContext context) => new(
        $"We cannot go ahead with part of your order {line.Reference}",
        $"""
        Hello {line.Payer.Name},

        We cannot go ahead with this part of your order {line.Reference}:
        {line.Line.Title}

        The reason is:
        {line.Reason}

        {Refund(line)}

        {context.Signature(line.Reference.ToString())}
        """);

    private static string Refund(OrderLineRefused line)
    {
        if (line.Line.GrossPence == 0) return "You paid nothing for this, so there is no refund.";
        if (line.RefundDuePence == 0) return $"There is no refund. {line.Line.RefundWords}".Trim();
        var part = line.RefundDuePence == line.Line.GrossPence ? "" : $" of the {new Money(line.Line.GrossPence)} you paid. {line.Line.RefundWords}".TrimEnd();
        return $"We will refund {new Money(line.RefundDuePence)}{(part.Length == 0 ? "" : part.TrimEnd('.'))}.\nIt goes back to the card you paid with. It can take 5 to 10 working days to show on your statement.";
    }
}
