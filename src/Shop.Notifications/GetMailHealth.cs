using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Notifications;

/// <summary>How the outgoing mail stands, for staff and for the health page.</summary>
public sealed record GetMailHealth : IQuery<MailHealth>;

/// <param name="OldestWaiting">When the oldest mail not sent yet was written (UTC); null when none waits.</param>
/// <param name="GivenUp">Mails nobody tries any more; a person must look.</param>
public sealed record MailHealth(int Waiting, DateTime? OldestWaiting, int GivenUp);

internal sealed class GetMailHealthHandler(ShopDbContext db) : IRequestHandler<GetMailHealth, MailHealth>
{
    public async Task<MailHealth> Handle(GetMailHealth request, CancellationToken cancellationToken)
    {
        var waiting = db.Set<Message>().Where(m => m.SentAt == null && m.GivenUpAt == null);
        return new MailHealth(
            await waiting.CountAsync(cancellationToken),
            await waiting.MinAsync(m => (DateTime?)m.CreatedAt, cancellationToken),
            await db.Set<Message>().CountAsync(m => m.GivenUpAt != null, cancellationToken));
    }
}
