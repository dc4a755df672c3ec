using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

internal sealed class WithdrawOrderHandler(ShopDbContext db, TimeProvider clock, ILogger<WithdrawOrderHandler> log) : IRequestHandler<WithdrawOrder, bool>
{
    public async Task<bool> Handle(WithdrawOrder request, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().SingleAsync(o => o.Id == request.OrderId, cancellationToken);
        // Money that does not fit keeps the order for finance, as it keeps it from lapsing.
        if (order.State != OrderState.AwaitingPayment || order.OtherMoneyPence > 0) return false;
        order.Withdraw(clock.UtcNow());
        log.LogInformation("Order {OrderId} was withdrawn for a changed one", order.Id);
        return true;
    }
}
