using MediatR;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

/// <summary>Takes a line out. False, and nothing done, when it is not in this basket (any more). Its documents are swept with the unclaimed ones.</summary>
public sealed record RemoveFromBasket(string BasketId, Guid LineId) : ICommand<bool>;

internal sealed class RemoveFromBasketHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<RemoveFromBasket, bool>
{
    public async Task<bool> Handle(RemoveFromBasket request, CancellationToken cancellationToken)
    {
        var basket = await db.TakeBasketAsync(request.BasketId, clock.UtcNow(), cancellationToken);
        if (basket?.Line(request.LineId) is not { } line) return false;
        basket.Remove(line);
        return true;
    }
}
