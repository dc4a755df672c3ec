using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders.Staff;

/// <summary>An officer did what was paid for; the resident is told. With its last line the order is done.</summary>
public sealed record FulfilLine(OrderReference Reference, Guid LineId, TeamScope Scope, Actor Actor) : ICommand<CloseLineResult>;

/// <summary>NotFound: no such line, or another team's. AlreadyClosed: somebody fulfilled or refused it meanwhile; nothing was changed.</summary>
public enum CloseLineResult { Done, NotFound, AlreadyClosed }

internal sealed class FulfilLineHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<FulfilLineHandler> log) : IRequestHandler<FulfilLine, CloseLineResult>
{
    public async Task<CloseLineResult> Handle(FulfilLine request, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(request.Reference.Value, cancellationToken);
        if (order?.FindLine(request.LineId, request.Scope) is not { } found) return CloseLineResult.NotFound;
        if (found.State != OrderLineState.ToDo) return CloseLineResult.AlreadyClosed;
        var now = clock.UtcNow();
        var line = order.FulfilLine(found.Id, now, request.Actor.Name);
        await mediator.Publish(new OrderLineFulfilled(order.Id, order.Reference, line.Id, line.Title, order.Payer, now), cancellationToken);
        await mediator.Publish(new Audited(request.Actor, "fulfilled", $"order {order.Reference}, {line.Title}", nameof(OrderLineState.ToDo), nameof(OrderLineState.Fulfilled), null), cancellationToken);
        log.LogInformation("Line {LineId} of order {OrderId} was fulfilled by {StaffId}", line.Id, order.Id, request.Actor.StaffId);
        return CloseLineResult.Done;
    }
}
