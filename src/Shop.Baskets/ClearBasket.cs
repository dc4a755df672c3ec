using MediatR;
using Shop.Baskets.Contracts;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

internal sealed class ClearBasketHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ClearBasket, Unit>
{
    public async Task<Unit> Handle(ClearBasket request, CancellationToken cancellationToken)
    {
        var basket = await db.TakeBasketAsync(request.BasketId, clock.UtcNow(), cancellationToken);
        foreach (var line in basket?.Lines.Where(l => request.LineIds.Contains(l.Id)).ToList() ?? [])
            basket!.Remove(line);
        return Unit.Value;
    }
}
