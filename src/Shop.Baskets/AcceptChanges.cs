using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

/// <summary>
/// The resident accepts what the basket page showed: today's prices, and that withdrawn services are gone. Lines that
/// must be changed first stay as they are.
/// </summary>
/// <param name="ContentHash">Of the basket as it was shown; nothing is accepted that was not seen.</param>
public sealed record AcceptChanges(string BasketId, string ContentHash) : ICommand<AcceptChangesResult>;

/// <summary>ChangedAgain: a price moved, or another tab changed the basket, since the page was shown; nothing was accepted.</summary>
public enum AcceptChangesResult { Accepted, ChangedAgain, BasketGone }

internal sealed class AcceptChangesHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<AcceptChanges, AcceptChangesResult>
{
    public async Task<AcceptChangesResult> Handle(AcceptChanges request, CancellationToken cancellationToken)
    {
        var basket = await db.TakeBasketAsync(request.BasketId, clock.UtcNow(), cancellationToken);
        var view = await mediator.Send(new GetBasket(request.BasketId), cancellationToken);
        if (basket is null || view is null) return AcceptChangesResult.BasketGone;
        if (view.ContentHash != request.ContentHash) return AcceptChangesResult.ChangedAgain;
        foreach (var seen in view.Lines)
        {
            var line = basket.Line(seen.LineId)!;
            if (seen.State == BasketLineState.PriceChanged) line.Accept(seen.Today!);
            else if (seen.State == BasketLineState.Withdrawn) basket.Remove(line);
        }

        return AcceptChangesResult.Accepted;
    }
}
