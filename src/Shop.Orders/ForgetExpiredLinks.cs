using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Orders;

/// <summary>Deletes keys that open nothing any more and the notes of who asked for one a day ago.</summary>
public sealed record ForgetExpiredLinks : ICommand<Unit>;

internal sealed class ForgetExpiredLinksHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ForgetExpiredLinks, Unit>
{
    public async Task<Unit> Handle(ForgetExpiredLinks request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var yesterday = now.AddDays(-1);
        await db.Set<OrderLink>().Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        await db.Set<OrderSearch>().Where(s => s.At <= yesterday).ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }
}
