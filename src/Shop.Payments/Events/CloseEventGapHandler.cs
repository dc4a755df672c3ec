using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments.Events;

internal sealed class CloseEventGapHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<GetEventGap, EventGap?>, IRequestHandler<CloseEventGap, bool>
{
    public async Task<EventGap?> Handle(GetEventGap request, CancellationToken cancellationToken) =>
        await db.Set<EventCursor>().Where(c => c.GapFrom != null).Select(c => new EventGap(c.GapFrom!.Value, c.GapUntil!.Value, c.ReadUntil)).SingleOrDefaultAsync(cancellationToken);

    public async Task<bool> Handle(CloseEventGap request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Reason);
        var cursor = await db.Set<EventCursor>().SingleOrDefaultAsync(cancellationToken);
        if (cursor?.GapFrom is not { } from || cursor.GapUntil is not { } until || !cursor.CloseGap()) return false;
        await mediator.Publish(new Audited(request.By, "looked at events that were missed", $"Stripe, {from:O} to {until:O}", "missed", "looked at", request.Reason), cancellationToken);
        return true;
    }
}
