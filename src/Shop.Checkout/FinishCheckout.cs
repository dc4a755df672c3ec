using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Checkout;

/// <summary>What was bought leaves the basket, and who bought it is forgotten here (the order has it). Runs inside the transaction that marks the order paid.</summary>
internal sealed record FinishCheckout(PlacedOrder Order) : ICommand<Unit>;

internal sealed class FinishCheckoutHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<FinishCheckout, Unit>
{
    public async Task<Unit> Handle(FinishCheckout request, CancellationToken cancellationToken)
    {
        request.Order.Become(PlacedOrderState.Bought);
        await mediator.Send(new ClearBasket(request.Order.BasketId, request.Order.LineIds), cancellationToken);
        var details = await db.Set<GuestDetails>().SingleOrDefaultAsync(d => d.BasketId == request.Order.BasketId, cancellationToken);
        if (details is not null) db.Remove(details);
        return Unit.Value;
    }
}

/// <summary>Does nothing for an order that came from elsewhere, and for a free one: that is finished where it is placed.</summary>
internal sealed class FinishCheckoutOnOrderPaid(ShopDbContext db, IMediator mediator) : INotificationHandler<OrderPaid>
{
    public async Task Handle(OrderPaid notification, CancellationToken cancellationToken)
    {
        var placed = await db.Set<PlacedOrder>().SingleOrDefaultAsync(o => o.OrderId == notification.OrderId, cancellationToken);
        if (placed is { State: PlacedOrderState.Open }) await mediator.Send(new FinishCheckout(placed), cancellationToken);
    }
}
