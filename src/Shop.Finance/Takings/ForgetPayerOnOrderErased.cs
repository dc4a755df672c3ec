using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Finance.Takings;

/// <summary>Erases the copy of who paid. Does nothing for an order that took no money.</summary>
internal sealed class ForgetPayerOnOrderErased(ShopDbContext db) : INotificationHandler<OrderErased>
{
    public async Task Handle(OrderErased notification, CancellationToken cancellationToken)
    {
        var payment = await db.Set<FinancePayment>().SingleOrDefaultAsync(p => p.OrderId == notification.OrderId, cancellationToken);
        payment?.ForgetPayer(notification.Instead);
    }
}
