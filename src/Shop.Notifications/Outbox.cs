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

    /// <summary>A missing council gives a poorer message, never a failed payment: the caller's transaction is somebody's money.</summary>
    public async Task<MailContext> ContextAsync(CancellationToken ct) => new(await mediator.Send(new GetCouncil(), ct) ?? Unnamed, shop.PublicUrl.TrimEnd('/'));

    private static readonly Council Unnamed = new("Your council", "Your council", [], "", "your council", "the number is on its website", "its help desk", "", "");
}

/// <summary>Rings when there is mail to send.</summary>
internal sealed class MailBell : WakeUp;
