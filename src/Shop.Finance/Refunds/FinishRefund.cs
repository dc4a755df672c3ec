using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Refunds;

/// <summary>
/// A finance officer records that a refund was made (in Stripe's dashboard, or by bank transfer) and how. Moves no money
/// itself, and does not need Stripe to show it: a refund by bank transfer never will. Audited.
/// </summary>
public sealed record FinishRefund(Actor By, Guid Id, string? Note) : ICommand<MarkResult>;

internal sealed class FinishRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<FinishRefundHandler> log) : IRequestHandler<FinishRefund, MarkResult>
{
    public async Task<MarkResult> Handle(FinishRefund request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return MarkResult.ReasonMissing;
        var refund = await db.Set<RefundDue>().SingleOrDefaultAsync(r => r.Id == request.Id && r.DoneAt == null, cancellationToken);
        if (refund is null) return MarkResult.NotOpen;
        refund.Finish(request.By, request.Note!.Trim(), clock.UtcNow());
        await mediator.Publish(
            new Audited(request.By, "marked refund done", $"order {OrderReference.Parse(refund.Reference)}, {refund.Title}", $"due {new Money(refund.AmountPence)}", "done", refund.DoneNote),
            cancellationToken);
        log.LogInformation("Staff {StaffId} marked refund {RefundId} done", request.By.StaffId, refund.Id);
        return MarkResult.Done;
    }
}
