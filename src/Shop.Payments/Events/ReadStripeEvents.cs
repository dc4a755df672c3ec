using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Payments.Events;

/// <summary>
/// Reads Stripe's own list of events since the last time and puts into the inbox whatever no webhook has brought. The
/// cursor moves only when all was read, so a stop in between repeats a step that changes nothing the second time.
/// Returns how many were new. Throws <see cref="StripeUnavailableException"/>; the cursor then stays.
/// </summary>
internal sealed record ReadStripeEvents : IGatewayCommand<int>;

internal sealed class ReadStripeEventsHandler(IMediator mediator, StripeEvents stripe, TimeProvider clock) : IRequestHandler<ReadStripeEvents, int>
{
    /// <summary>Events appear in the list a little late, and Stripe's clock is not ours.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    public async Task<int> Handle(ReadStripeEvents request, CancellationToken cancellationToken)
    {
        var started = clock.UtcNow();
        var since = await mediator.Send(new StartReading(started), cancellationToken);
        var stored = await ReadAsync(since - Overlap, cancellationToken);
        await mediator.Send(new FinishReading(started), cancellationToken);
        return stored;
    }

    private async Task<int> ReadAsync(DateTime since, CancellationToken ct)
    {
        var stored = 0;
        string? after = null;
        while (true)
        {
            var (events, more) = await stripe.ListAsync(since, after, ct);
            foreach (var one in events)
                if (WebhookHint.Read(one.Body) is { } hint && await mediator.Send(new StoreWebhookEvent(hint.EventId, hint.Type, one.Body), ct)) stored++;
            if (!more || events.Count == 0) return stored;
            after = events[^1].Id;
        }
    }
}

/// <summary>Where to read from. At the first time of all it is now; a silence longer than Stripe keeps events is noted as a gap.</summary>
internal sealed record StartReading(DateTime Now) : ICommand<DateTime>;

/// <summary>All up to then was read.</summary>
internal sealed record FinishReading(DateTime Until) : ICommand<Unit>;

internal sealed class ReadingHandler(ShopDbContext db, ILogger<ReadingHandler> log) : IRequestHandler<StartReading, DateTime>, IRequestHandler<FinishReading, Unit>
{
    public async Task<DateTime> Handle(StartReading request, CancellationToken cancellationToken)
    {
        var cursor = await db.Set<EventCursor>().SingleOrDefaultAsync(cancellationToken);
        if (cursor is null) db.Add(cursor = EventCursor.Begin(request.Now));
        if (cursor.NoteGap(request.Now))
            log.LogError("Stripe's events from {From} to {Until} can no longer be read: prove the takings of those days", cursor.GapFrom, cursor.GapUntil);
        return cursor.ReadUntil;
    }

    public async Task<Unit> Handle(FinishReading request, CancellationToken cancellationToken)
    {
        (await db.Set<EventCursor>().SingleAsync(cancellationToken)).Read(request.Until);
        return Unit.Value;
    }
}
