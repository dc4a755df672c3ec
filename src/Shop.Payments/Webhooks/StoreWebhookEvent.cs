using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Payments.Webhooks;

/// <summary>Keeps a signed event for the worker. Does nothing when it is kept already: false.</summary>
internal sealed record StoreWebhookEvent(string EventId, string Type, string Body) : ICommand<bool>;

internal sealed class StoreWebhookEventHandler(ShopDbContext db, TimeProvider clock, AfterCommit afterCommit, WebhookBell bell, ILogger<StoreWebhookEventHandler> log)
    : IRequestHandler<StoreWebhookEvent, bool>
{
    public async Task<bool> Handle(StoreWebhookEvent request, CancellationToken cancellationToken)
    {
        if (await db.Set<WebhookEvent>().AnyAsync(e => e.EventId == request.EventId, cancellationToken)) return false;
        db.Add(WebhookEvent.Receive(request.EventId, request.Type, request.Body, clock.UtcNow()));
        afterCommit.Do(bell.Ring);
        log.LogInformation("Event {EventId} {Type} received", request.EventId, request.Type);
        return true;
    }
}
