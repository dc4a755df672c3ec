using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

internal sealed class RetryWebhookEventHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, AfterCommit afterCommit, WebhookBell bell)
    : IRequestHandler<RetryWebhookEvent, bool>
{
    public async Task<bool> Handle(RetryWebhookEvent request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Reason);
        var failed = await db.Set<WebhookEvent>().SingleOrDefaultAsync(e => e.EventId == request.EventId && e.State == WebhookState.Failed, cancellationToken);
        if (failed is null) return false;
        var note = failed.Note;
        failed.TryAgain(clock.UtcNow());
        afterCommit.Do(bell.Ring);
        await mediator.Publish(new Audited(request.By, "tried an event again", $"Stripe event {failed.EventId}", $"failed: {note}", "to be worked", request.Reason), cancellationToken);
        return true;
    }
}
