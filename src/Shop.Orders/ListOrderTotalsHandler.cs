using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Orders;

internal sealed class ListOrderTotalsHandler(ShopDbContext db) : IRequestHandler<ListOrderTotals, IReadOnlyList<OrderTotal>>
{
    public async Task<IReadOnlyList<OrderTotal>> Handle(ListOrderTotals request, CancellationToken cancellationToken)
    {
        var paid = await db.Set<Order>()
            .Where(o => o.PaidAt >= request.From && o.PaidAt < request.Until && o.TotalPence > 0)
            .Select(o => new { o.Reference, o.ChargeId, PaidAt = o.PaidAt!.Value, o.TotalPence, o.RefundedPence })
            .ToListAsync(cancellationToken);
        var other = await (
            from money in db.Set<OtherMoney>()
            join order in db.Set<Order>() on money.OrderId equals order.Id
            where money.TakenAt >= request.From && money.TakenAt < request.Until
            select new { order.Reference, money.ChargeId, money.TakenAt, money.AmountPence, money.RefundedPence, money.Reason }).ToListAsync(cancellationToken);
        return
        [
            .. paid.Select(p => new OrderTotal(p.Reference.Value, p.ChargeId, p.PaidAt, p.TotalPence, p.RefundedPence, 0, null))
                .Concat(other.Select(m => new OrderTotal(m.Reference.Value, m.ChargeId, m.TakenAt, 0, m.RefundedPence, m.AmountPence, m.Reason)))
                .OrderBy(t => t.PaidAt).ThenBy(t => t.Reference, StringComparer.Ordinal)
        ];
    }
}
