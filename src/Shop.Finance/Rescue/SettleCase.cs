using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Proof;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Rescue;

/// <summary>
/// A finance officer takes a case off the queue and says why it may stand, or what was done about it elsewhere. Moves no money
/// itself. Where the proof of takings shows the same difference, it is explained there, too. Audited.
/// </summary>
public sealed record SettleCase(Actor By, Guid Id, string? Note) : ICommand<MarkResult>;

internal sealed class SettleCaseHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<SettleCaseHandler> log) : IRequestHandler<SettleCase, MarkResult>
{
    public async Task<MarkResult> Handle(SettleCase request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return MarkResult.ReasonMissing;
        var item = await db.Set<RescueCase>().SingleOrDefaultAsync(a => a.Id == request.Id && a.DoneAt == null, cancellationToken);
        if (item is null) return MarkResult.NotOpen;
        var note = request.Note!.Trim();
        item.Settle(request.By.Name, note, clock.UtcNow());
        if (OrphanFindings.DifferenceOf(item.Key) is var (key, pence)) db.Add(new Explanation(key, pence, note, request.By.Name, clock.UtcNow()));
        await mediator.Publish(
            new Audited(request.By, "settled a rescue case", RescueWords.SubjectOf(item.Reference, item.ChargeId), $"{new Money(item.AmountPence)}: {item.Reason}", "settled", note),
            cancellationToken);
        log.LogInformation("Staff {StaffId} settled rescue case {Id}", request.By.StaffId, item.Id);
        return MarkResult.Done;
    }
}
