using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

internal sealed class GetBasketLineHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<GetBasketLine, StoredLine?>
{
    public async Task<StoredLine?> Handle(GetBasketLine request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var line = await db.Set<Basket>().AsNoTracking().Where(b => b.Id == request.BasketId && b.ExpiresAt > now)
            .SelectMany(b => b.Lines).SingleOrDefaultAsync(l => l.Id == request.LineId, cancellationToken);
        return line is null ? null : new StoredLine(line.Id, line.Snapshot, line.Fields);
    }
}
