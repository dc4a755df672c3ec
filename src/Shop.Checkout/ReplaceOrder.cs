using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Checkout;

/// <summary>Withdraws an unpaid order of a basket that was changed since. Its payment is closed already. Does nothing when it is no longer open.</summary>
internal sealed record ReplaceOrder(Guid OrderId) : ICommand<Unit>;

internal sealed class ReplaceOrderHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<ReplaceOrder, Unit>
{
    public async Task<Unit> Handle(ReplaceOrder request, CancellationToken cancellationToken)
    {
        var placed = await db.Set<PlacedOrder>().SingleAsync(o => o.OrderId == request.OrderId, cancellationToken);
        if (placed.State != PlacedOrderState.Open) return Unit.Value;
        await mediator.Send(new WithdrawOrder(request.OrderId), cancellationToken);
        placed.Become(PlacedOrderState.Replaced);
        return Unit.Value;
    }
}
