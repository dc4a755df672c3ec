using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

internal abstract record WebhookOutcome
{
    public sealed record Done(Guid? PaymentId) : WebhookOutcome;

    public sealed record Ignored(string Why) : WebhookOutcome;

    public sealed record Failed(Guid? PaymentId, string Why) : WebhookOutcome;
}

/// <summary>Notes how events were worked. Does nothing for events that another worker finished meanwhile.</summary>
internal sealed record MarkWebhookEvents(IReadOnlyList<Guid> Ids, WebhookOutcome Outcome) : ICommand<Unit>;

internal sealed class MarkWebhookEventsHandler(ShopDbContext db, TimeProvider clock, ILogger<MarkWebhookEventsHandler> log) : IRequestHandler<MarkWebhookEvents, Unit>
{
    public async Task<Unit> Handle(MarkWebhookEvents request, CancellationToken cancellationToken)
    {
        var events = await db.Set<WebhookEvent>().Where(e => request.Ids.Contains(e.Id) && e.State == WebhookState.Received).ToListAsync(cancellationToken);
        foreach (var one in events) Mark(one, request.Outcome, clock.UtcNow());
        return Unit.Value;
    }

    private void Mark(WebhookEvent one, WebhookOutcome outcome, DateTime now)
    {
        switch (outcome)
        {
            case WebhookOutcome.Done done: one.Done(done.PaymentId, now); break;
            case WebhookOutcome.Ignored ignored: one.Ignore(ignored.Why, now); break;
            case WebhookOutcome.Failed failed: one.Failed(failed.Why, failed.PaymentId, now); break;
        }

        if (one.State == WebhookState.Failed) log.LogError("Event {EventId} {Type} failed for good: {Note}", one.EventId, one.Type, one.Note);
        else log.LogInformation("Event {EventId} {Type} is {State}", one.EventId, one.Type, one.State);
    }
}
