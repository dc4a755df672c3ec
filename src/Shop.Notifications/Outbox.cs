using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Notifications.Mails;

namespace Shop.Notifications;

/// <summary>Writes messages in the running transaction and wakes the sender after its commit.</summary>
internal sealed class Outbox(ShopDbContext db, IMediator mediator, ShopSettings shop, TimeProvider clock, AfterCommit afterCommit, MailBell bell)
{
    /// <summary>Does nothing when the source has a message of this kind already.</summary>
    public async Task AddAsync(MessageKind kind, string sourceId, string to, string toName, Func<MailContext, MailText> write, CancellationToken ct)
    {
        if (db.Set<Message>().Local.Any(m => m.Kind == kind && m.SourceId == sourceId)) return;
        if (await db.Set<Message>().AnyAsync(m => m.Kind == kind && m.SourceId == sourceId, ct)) return;
        var text = write(await ContextAsync(ct));
        db.Add(new Message(kind, sourceId, to, toName, text.Subject, text.Body, clock.UtcNow(), new Uri(shop.PublicUrl).Host));
        afterCommit.Do(bell.Ring);
    }

    public async Task<MailContext> ContextAsync(CancellationToken ct) => new(
        await mediator.Send(new GetCouncil(), ct) ?? throw new InvalidOperationException("There is no council before the first import."),
        shop.PublicUrl.TrimEnd('/'));
}

/// <summary>Rings when there is mail to send.</summary>
internal sealed class MailBell : WakeUp;
