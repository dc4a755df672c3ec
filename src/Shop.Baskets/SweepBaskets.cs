using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

/// <summary>Deletes baskets past their 24 hours with everything typed into them. Returns how many.</summary>
public sealed record SweepBaskets : ICommand<int>;

internal sealed class SweepBasketsHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<SweepBaskets, int>
{
    public Task<int> Handle(SweepBaskets request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        // The lines go with their basket: ON DELETE CASCADE.
        return db.Set<Basket>().Where(b => b.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }
}
