using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

internal sealed class OpenOrderHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<OpenOrder, CreateOrderResult.Created>
{
    public async Task<CreateOrderResult.Created> Handle(OpenOrder request, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == request.OrderId, cancellationToken);
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Checkout, clock.UtcNow(), out var token));
        return new CreateOrderResult.Created(order.Id, order.Reference, token, ToPay: order.State == OrderState.AwaitingPayment);
    }
}
