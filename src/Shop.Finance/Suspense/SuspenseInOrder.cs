namespace Shop.Finance.Suspense;

/// <summary>Items in the order of a list, with the id last, so that no page skips or repeats one; by size, money out counts as money in.</summary>
internal static class SuspenseInOrder
{
    public static IQueryable<SuspenseItem> InOrder(this IQueryable<SuspenseItem> items, ListOrder order) => order switch
    {
        ListOrder.Newest => items.OrderByDescending(i => i.Since).ThenByDescending(i => i.Id),
        ListOrder.Largest => items.OrderByDescending(i => Math.Abs(i.AmountPence)).ThenByDescending(i => i.Id),
        ListOrder.Smallest => items.OrderBy(i => Math.Abs(i.AmountPence)).ThenBy(i => i.Id),
        _ => items.OrderBy(i => i.Since).ThenBy(i => i.Id),
    };

    public static IQueryable<SuspenseItem> After(this IQueryable<SuspenseItem> items, SuspenseItem last, ListOrder order)
    {
        var (since, pence, id) = (last.Since, Math.Abs(last.AmountPence), last.Id);
        return order switch
        {
            ListOrder.Newest => items.Where(i => i.Since < since || (i.Since == since && i.Id.CompareTo(id) < 0)),
            ListOrder.Largest => items.Where(i => Math.Abs(i.AmountPence) < pence || (Math.Abs(i.AmountPence) == pence && i.Id.CompareTo(id) < 0)),
            ListOrder.Smallest => items.Where(i => Math.Abs(i.AmountPence) > pence || (Math.Abs(i.AmountPence) == pence && i.Id.CompareTo(id) > 0)),
            _ => items.Where(i => i.Since > since || (i.Since == since && i.Id.CompareTo(id) > 0)),
        };
    }
}
