using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

internal sealed class SettleRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<SettleRefund, Unit>
{
    public async Task<Unit> Handle(SettleRefund request, CancellationToken cancellationToken)
    {
        var refund = await db.Set<OrderRefund>().SingleOrDefaultAsync(r => r.RefundId == request.RefundId, cancellationToken) ?? await AddAsync(request, cancellationToken);
        if (refund is null || !refund.Settle(request.How, clock.UtcNow()) || request.How != RefundSettlement.PaidOtherwise) return Unit.Value;
        var order = await db.Set<Order>().SingleAsync(o => o.Id == refund.OrderId, cancellationToken);
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Receipt, clock.UtcNow(), out var token));
        await mediator.Publish(new OrderRefundPaidOtherwise(order.Id, order.Reference, refund.RefundId, order.Payer, refund.AmountPence, token), cancellationToken);
        return Unit.Value;
    }

    private async Task<OrderRefund?> AddAsync(SettleRefund request, CancellationToken ct)
    {
        if (request.Unsent is not { } unsent || await db.FindOrderAsync(unsent.Reference, ct) is not { } order) return null;
        var refund = new OrderRefund(order.Id, request.RefundId, unsent);
        db.Add(refund);
        return refund;
    }
}
