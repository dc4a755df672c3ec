namespace Shop.Finance.Refunds;

/// <summary>Refunds in the order of a list, with the id last, so that no page skips or repeats one.</summary>
internal static class RefundsInOrder
{
    public static IQueryable<FinanceRefund> InOrder(this IQueryable<FinanceRefund> refunds, ListOrder order) => order switch
    {
        ListOrder.Newest => refunds.OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id),
        ListOrder.Largest => refunds.OrderByDescending(r => r.AmountPence).ThenByDescending(r => r.Id),
        ListOrder.Smallest => refunds.OrderBy(r => r.AmountPence).ThenBy(r => r.Id),
        _ => refunds.OrderBy(r => r.AskedAt).ThenBy(r => r.Id),
    };

    /// <summary>By the day of the refusal, of those that are made by the day they were made.</summary>
    public static IQueryable<RefundDue> InOrder(this IQueryable<RefundDue> refunds, ListOrder order) => order switch
    {
        ListOrder.Newest => refunds.OrderByDescending(r => r.DoneAt ?? r.RefusedAt).ThenByDescending(r => r.Id),
        ListOrder.Largest => refunds.OrderByDescending(r => r.AmountPence).ThenByDescending(r => r.Id),
        ListOrder.Smallest => refunds.OrderBy(r => r.AmountPence).ThenBy(r => r.Id),
        _ => refunds.OrderBy(r => r.DoneAt ?? r.RefusedAt).ThenBy(r => r.Id),
    };
}
