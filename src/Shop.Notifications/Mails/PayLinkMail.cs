using MediatR;
using Shop.Kernel;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

/// <summary>Each sending is a message of its own: the officer was told that the one before did not arrive.</summary>
internal sealed class SendLinkOnPayLinkSent(Outbox outbox) : INotificationHandler<PayLinkSent>
{
    public Task Handle(PayLinkSent notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.PayLink, Guid.CreateVersion7().ToString("N"), notification.Email, "",
        context => PayLinkMail.Write(notification, context), cancellationToken);
}

/// <summary>May go to somebody else than who ordered: it names nobody.</summary>
internal static class PayLinkMail
{
    public static MailText Write(PayLinkSent link, MailContext context) => new(
        $"Pay {new Money(link.TotalPence)} to {context.Council.Name}: order {link.Reference}",
        $"""
        Hello,

        You asked for a link to pay order {link.Reference}. {new Money(link.TotalPence)} is due to {context.Council.Name} for:
        {string.Join("\n", link.Titles.Select(t => "- " + t))}

        Pay here by {MailContext.Moment(link.PayableUntil)}:
        {context.PayLink(link.PayToken)}

        You can forward this email to whoever pays. The link shows what is due and nothing else.
        If you did not ask for it, you do not need to do anything.

        {context.Signature(link.Reference.ToString())}
        """);
}
