using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// An officer says that another refund of the same payment, made since, took the place of one that came to nothing: nothing is owed for that
/// one any more. Moves no money and posts nothing. Audited.
/// </summary>
public sealed record ReplaceRefund(Actor By, Guid FailedId, Guid ById, string? Reason) : ICommand<ReplaceRefundResult>;

public enum ReplaceRefundResult
{
    Done,
    ReasonMissing,

    /// <summary>Unknown, owes nothing, or somebody else dealt with it meanwhile.</summary>
    NotOpen,

    /// <summary>The other is of another payment, was declined, was asked for before, is smaller, or has replaced one already.</summary>
    NotFit,
}

internal sealed class ReplaceRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<ReplaceRefundHandler> log) : IRequestHandler<ReplaceRefund, ReplaceRefundResult>
{
    public async Task<ReplaceRefundResult> Handle(ReplaceRefund request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return ReplaceRefundResult.ReasonMissing;
        var failed = await db.Set<FinanceRefund>().SingleOrDefaultAsync(r => r.Id == request.FailedId, cancellationToken);
        if (failed is not { IsOwed: true }) return ReplaceRefundResult.NotOpen;
        var others = await db.Set<FinanceRefund>().Where(r => r.Reference == failed.Reference).ToListAsync(cancellationToken);
        if (Fitting(failed, others).SingleOrDefault(r => r.Id == request.ById) is not { } other) return ReplaceRefundResult.NotFit;
        failed.ReplaceBy(other, clock.UtcNow());
        await mediator.Send(new SettleRefund(failed.Id, RefundSettlement.Replaced), cancellationToken);
        await mediator.Publish(
            new Audited(
                request.By, "said which refund replaced another", $"order {OrderReference.Parse(failed.Reference)}, refund {failed.Id}", $"{new Money(failed.AmountPence)}, {failed.State}",
                $"refund {other.Id} of {new Money(other.AmountPence)}", request.Reason!.Trim()),
            cancellationToken);
        log.LogInformation("Staff {StaffId} said that refund {RefundId} replaced {FailedId}", request.By.StaffId, other.Id, failed.Id);
        return ReplaceRefundResult.Done;
    }

    /// <summary>What may have taken the place of that one; each replaces one at most. It may have come to nothing too: then it is the one that is owed.</summary>
    internal static IEnumerable<FinanceRefund> Fitting(FinanceRefund failed, IReadOnlyList<FinanceRefund> others) => others.Where(r =>
        (r.Counts || r.IsOwed) && r.ChargeId == failed.ChargeId && r.AskedAt > failed.AskedAt && r.AmountPence >= failed.AmountPence && others.All(o => o.ReplacedById != r.Id));
}
