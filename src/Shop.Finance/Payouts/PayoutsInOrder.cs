namespace Shop.Finance.Payouts;

/// <summary>Payouts in the order of a list, with the key last, so that no page skips or repeats one; by size, money that went back counts as it came.</summary>
internal static class PayoutsInOrder
{
    public static IQueryable<Payout> InOrder(this IQueryable<Payout> payouts, ListOrder order) => order switch
    {
        ListOrder.Oldest => payouts.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id),
        ListOrder.Largest => payouts.OrderByDescending(p => Math.Abs(p.AmountPence)).ThenByDescending(p => p.Id),
        ListOrder.Smallest => payouts.OrderBy(p => Math.Abs(p.AmountPence)).ThenBy(p => p.Id),
        _ => payouts.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
    };

    public static IQueryable<Payout> After(this IQueryable<Payout> payouts, Payout last, ListOrder order)
    {
        var (at, pence, id) = (last.CreatedAt, Math.Abs(last.AmountPence), last.Id);
        return order switch
        {
            ListOrder.Oldest => payouts.Where(p => p.CreatedAt >= at && (p.CreatedAt > at || p.Id > id)),
            ListOrder.Largest => payouts.Where(p => Math.Abs(p.AmountPence) < pence || (Math.Abs(p.AmountPence) == pence && p.Id < id)),
            ListOrder.Smallest => payouts.Where(p => Math.Abs(p.AmountPence) > pence || (Math.Abs(p.AmountPence) == pence && p.Id > id)),
            _ => payouts.Where(p => p.CreatedAt <= at && (p.CreatedAt < at || p.Id < id)),
        };
    }
}
