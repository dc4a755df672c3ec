using System.Linq.Expressions;

namespace Shop.Finance;

/// <summary>In which order a list comes; largest and smallest by the size of the amount, whichever way it went.</summary>
public enum ListOrder { Newest, Oldest, Largest, Smallest }

internal static class ListOrders
{
    /// <summary>Rows of one moment or one amount come by their id, so that pages neither skip nor repeat one.</summary>
    public static IOrderedQueryable<T> InOrder<T, TMoment, TId>(
        this IQueryable<T> rows, ListOrder order, Expression<Func<T, TMoment>> at, Expression<Func<T, long>> pence, Expression<Func<T, TId>> id) => order switch
        {
            ListOrder.Newest => rows.OrderByDescending(at).ThenByDescending(id),
            ListOrder.Oldest => rows.OrderBy(at).ThenBy(id),
            ListOrder.Largest => rows.OrderByDescending(pence).ThenByDescending(at).ThenByDescending(id),
            ListOrder.Smallest => rows.OrderBy(pence).ThenBy(at).ThenBy(id),
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
}
