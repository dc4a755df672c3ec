using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Orders;

internal sealed class ListRefundedOpenOrdersHandler(ShopDbContext db) : IRequestHandler<ListRefundedOpenOrders, IReadOnlyList<RefundedOpenOrder>>
{
    public async Task<IReadOnlyList<RefundedOpenOrder>> Handle(ListRefundedOpenOrders request, CancellationToken cancellationToken)
    {
        var refunded = db.Set<Order>().AsNoTracking().Where(o => o.TotalPence > 0 && o.RefundedPence >= o.TotalPence);
        var toDo = await refunded.Where(o => o.Lines.Any(l => l.State == OrderLineState.ToDo)).Include(o => o.Lines).ToListAsync(cancellationToken);
        var finished = await refunded
            .Where(o => o.Lines.Any(l => l.State == OrderLineState.Fulfilled && !o.History.Any(h => h.What == OrderEvent.Refunded && h.At >= l.ClosedAt)))
            .Include(o => o.Lines).ToListAsync(cancellationToken);
        return
        [
            .. toDo.Select(o => Row(o, false, OrderLineState.ToDo)),
            .. finished.Where(o => toDo.All(t => t.Id != o.Id)).Select(o => Row(o, true, OrderLineState.Fulfilled)),
        ];
    }

    private static RefundedOpenOrder Row(Order order, bool after, OrderLineState state) => new(
        order.Id, order.Reference, order.TotalPence, order.RefundedPence, order.ChargeId, after,
        [.. order.Lines.Where(l => l.State == state).OrderBy(l => l.Position).Select(l => l.Title)]);
}
