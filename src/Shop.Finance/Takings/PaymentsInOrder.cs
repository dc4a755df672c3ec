namespace Shop.Finance.Takings;

/// <summary>Payments in the order of a list, with the id last, so that no page skips or repeats one of the same second or amount.</summary>
internal static class PaymentsInOrder
{
    public static IQueryable<FinancePayment> InOrder(this IQueryable<FinancePayment> payments, ListOrder order) => order switch
    {
        ListOrder.Oldest => payments.OrderBy(p => p.PaidAt).ThenBy(p => p.Id),
        ListOrder.Largest => payments.OrderByDescending(p => p.GrossPence).ThenByDescending(p => p.PaidAt).ThenByDescending(p => p.Id),
        ListOrder.Smallest => payments.OrderBy(p => p.GrossPence).ThenBy(p => p.PaidAt).ThenBy(p => p.Id),
        _ => payments.OrderByDescending(p => p.PaidAt).ThenByDescending(p => p.Id),
    };

    /// <summary>Those that come after one in the order. The first comparison of each says what the others imply: it is where an index begins to read.</summary>
    public static IQueryable<FinancePayment> After(this IQueryable<FinancePayment> payments, FinancePayment last, ListOrder order)
    {
        var (at, pence, id) = (last.PaidAt, last.GrossPence, last.Id);
        return order switch
        {
            ListOrder.Oldest => payments.Where(p => p.PaidAt >= at && (p.PaidAt > at || p.Id.CompareTo(id) > 0)),
            ListOrder.Largest => payments.Where(p => p.GrossPence <= pence && (p.GrossPence < pence || p.PaidAt < at || (p.PaidAt == at && p.Id.CompareTo(id) < 0))),
            ListOrder.Smallest => payments.Where(p => p.GrossPence >= pence && (p.GrossPence > pence || p.PaidAt > at || (p.PaidAt == at && p.Id.CompareTo(id) > 0))),
            _ => payments.Where(p => p.PaidAt <= at && (p.PaidAt < at || p.Id.CompareTo(id) < 0)),
        };
    }
}
