using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;

namespace Shop.Baskets;

internal static class LivingBasket
{
    /// <summary>
    /// The basket for changing it, with its lines; null when unknown or too old. The update before the read holds the
    /// row until the commit, so two tabs (or a double click) change a basket one after the other on PostgreSQL, too.
    /// </summary>
    public static async Task<Basket?> TakeBasketAsync(this ShopDbContext db, string? basketId, DateTime now, CancellationToken ct)
    {
        if (basketId is null) return null;
        var taken = await db.Set<Basket>().Where(b => b.Id == basketId && b.ExpiresAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Changes, b => b.Changes + 1), ct);
        return taken == 0
            ? null
            : await db.Set<Basket>().Include(b => b.Lines.OrderBy(l => l.Position)).SingleAsync(b => b.Id == basketId, ct);
    }
}
