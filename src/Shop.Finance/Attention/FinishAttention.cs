using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Attention;

/// <summary>A finance officer takes an item off the list and says what was done about the money. Moves no money itself. Audited.</summary>
public sealed record FinishAttention(Actor By, Guid Id, string? Note) : ICommand<MarkResult>;

internal sealed class FinishAttentionHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<FinishAttentionHandler> log) : IRequestHandler<FinishAttention, MarkResult>
{
    public async Task<MarkResult> Handle(FinishAttention request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return MarkResult.ReasonMissing;
        var item = await db.Set<AttentionItem>().SingleOrDefaultAsync(a => a.Id == request.Id && a.DoneAt == null, cancellationToken);
        if (item is null) return MarkResult.NotOpen;
        item.Finish(request.By, request.Note!.Trim(), clock.UtcNow());
        await mediator.Publish(
            new Audited(request.By, "dealt with money that did not fit", $"order {OrderReference.Parse(item.Reference)}", $"{new Money(item.AmountPence)}: {item.Reason}", "dealt with", item.DoneNote),
            cancellationToken);
        log.LogInformation("Staff {StaffId} dealt with attention item {Id}", request.By.StaffId, item.Id);
        return MarkResult.Done;
    }
}
