using MediatR;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

/// <summary>Configures a line anew, at today's price. The line keeps its id, so its documents stay with it.</summary>
public sealed record ChangeLine(
    string BasketId, Guid LineId,
    IReadOnlyDictionary<string, string> Choices, int Quantity, IReadOnlyDictionary<string, string> Fields) : ICommand<BasketLineResult>;

internal sealed class ChangeLineHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<ChangeLine, BasketLineResult>
{
    public async Task<BasketLineResult> Handle(ChangeLine request, CancellationToken cancellationToken)
    {
        var basket = await db.TakeBasketAsync(request.BasketId, clock.UtcNow(), cancellationToken);
        if (basket?.Line(request.LineId) is not { } line) return new BasketLineResult.NotFound();
        var prepared = await mediator.Send(new PrepareLine(line.Snapshot.ServiceId, request.Choices, request.Quantity, request.Fields), cancellationToken);
        if (BasketLineResult.Refusal(prepared) is { } refusal) return refusal;
        var (snapshot, fields) = (PreparedLine.Ready)prepared;
        if (!basket.HasRoomFor(snapshot, line)) return BasketLineResult.IsFull;
        line.Replace(snapshot, fields);
        return new BasketLineResult.Saved(line.Id, snapshot.Uploads.Count > 0, NewBasketKey: null);
    }
}
