using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Checkout;

/// <summary>Deletes the contact details of baskets past their 24 hours, and what only connected a basket with its orders. Returns how many rows went.</summary>
public sealed record SweepCheckouts : ICommand<int>;

internal sealed class SweepCheckoutsHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<SweepCheckouts, int>
{
    /// <summary>An order can be paid for 24 hours, and Stripe may tell a day or two late.</summary>
    private static readonly TimeSpan KeepPlacedOrders = TimeSpan.FromDays(7);

    public async Task<int> Handle(SweepCheckouts request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var old = now - KeepPlacedOrders;
        return await db.Set<GuestDetails>().Where(d => d.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<PlacedOrder>().Where(o => o.PlacedAt <= old).ExecuteDeleteAsync(cancellationToken);
    }
}
