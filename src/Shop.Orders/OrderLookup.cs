using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;

namespace Shop.Orders;

/// <summary>The ways an order is found.</summary>
internal static class OrderLookup
{
    /// <summary>By what people quote, with everything that may change; null for what is no order's.</summary>
    public static async Task<Order?> FindOrderAsync(this ShopDbContext db, string reference, CancellationToken ct) =>
        OrderReference.TryParse(reference, out var parsed)
            ? await db.Set<Order>().WithLines().Include(o => o.OtherMoney).SingleOrDefaultAsync(o => o.Reference == parsed, ct)
            : null;

    /// <summary>Orders and their lines in the order they were put into the basket. One query per table: a snapshot is large and must not be repeated for each charge.</summary>
    public static IQueryable<Order> WithLines(this IQueryable<Order> orders) =>
        orders.Include(o => o.Lines.OrderBy(l => l.Position)).ThenInclude(l => l.Charges.OrderBy(c => c.Position)).AsSplitQuery();

    /// <summary>The order a key opens; none when the key is wrong, has expired or is for paying only.</summary>
    public static IQueryable<Order> OpenedBy(this ShopDbContext db, string token, DateTime now)
    {
        var hash = AccessToken.Hash(token);
        return db.Set<Order>().Where(o => db.Set<OrderLink>().Any(l => l.TokenHash == hash && l.OrderId == o.Id && l.ExpiresAt > now && l.Purpose != LinkPurpose.Pay));
    }

    /// <summary>The order a pay link is for; none when the key is wrong, has expired or is of another kind.</summary>
    public static IQueryable<Order> PaidBy(this ShopDbContext db, string token, DateTime now)
    {
        var hash = AccessToken.Hash(token);
        return db.Set<Order>().Where(o => db.Set<OrderLink>().Any(l => l.TokenHash == hash && l.OrderId == o.Id && l.ExpiresAt > now && l.Purpose == LinkPurpose.Pay));
    }
}
