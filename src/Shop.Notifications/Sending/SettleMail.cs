using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Notifications.Sending;

/// <summary>Records how a try ended. Does nothing when the lease ran out and somebody else has the mail.</summary>
/// <param name="Error">Null when it was sent.</param>
internal sealed record SettleMail(Guid Id, Guid LeaseId, string? Error, bool ForGood) : ICommand<Unit>;

internal sealed class SettleMailHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<SettleMail, Unit>
{
    public async Task<Unit> Handle(SettleMail request, CancellationToken cancellationToken)
    {
        var message = await db.Set<Message>().SingleOrDefaultAsync(m => m.Id == request.Id && m.LeaseId == request.LeaseId, cancellationToken);
        if (request.Error is null) message?.MarkSent(clock.UtcNow());
        else message?.MarkFailed(request.Error, request.ForGood, clock.UtcNow());
        return Unit.Value;
    }
}
