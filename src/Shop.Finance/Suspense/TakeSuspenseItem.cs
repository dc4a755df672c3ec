using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Suspense;

/// <summary>A finance officer looks after an item from now on, whoever did before. Does nothing when it is theirs. Moves no money. Audited.</summary>
public sealed record TakeSuspenseItem(Actor By, Guid Id) : ICommand<MarkResult>;

internal sealed class TakeSuspenseItemHandler(ShopDbContext db, IMediator mediator, ILogger<TakeSuspenseItemHandler> log) : IRequestHandler<TakeSuspenseItem, MarkResult>
{
    public async Task<MarkResult> Handle(TakeSuspenseItem request, CancellationToken cancellationToken)
    {
        var item = await db.Set<SuspenseItem>().SingleOrDefaultAsync(i => i.Id == request.Id && i.State == SuspenseState.Open, cancellationToken);
        if (item is null) return MarkResult.NotOpen;
        if (item.OwnerId == request.By.StaffId) return MarkResult.Done;
        var before = item.OwnerName ?? "nobody";
        item.GiveTo(request.By);
        await mediator.Publish(
            new Audited(request.By, "took a suspense item", $"{item.Source.InWords()} {item.SourceId}, {new Money(item.AmountPence)}", before, request.By.Name, null), cancellationToken);
        log.LogInformation("Staff {StaffId} took suspense item {ItemId}", request.By.StaffId, item.Id);
        return MarkResult.Done;
    }
}
