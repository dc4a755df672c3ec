using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

internal sealed class GetBasketLineHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<GetBasketLine, StoredLine?>
{
    public async Task<StoredLine?> Handle(GetBasketLine request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var line = await db.Set<Basket>().AsNoTracking().Where(b => b.Id == request.BasketId && b.ExpiresAt > now)
            .SelectMany(b => b.Lines).SingleOrDefaultAsync(l => l.Id == request.LineId, cancellationToken);
        return line is null ? null : new StoredLine(line.Id, await WithTodaysUploadsAsync(line, cancellationToken), line.Fields);
    }

    /// <summary>A document asked for since must be uploadable before the line can be paid.</summary>
    private async Task<LineSnapshot> WithTodaysUploadsAsync(BasketLine line, CancellationToken ct)
    {
        var stored = line.Snapshot;
        var today = await mediator.Send(new PrepareLine(stored.ServiceId, stored.Choices, stored.Quantity, line.Fields), ct);
        return today is PreparedLine.Ready ready ? stored with { Uploads = ready.Snapshot.Uploads } : stored;
    }
}
