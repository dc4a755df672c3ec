using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// A second person agrees to a refund above the limit, or declines it. Agreed, it is recorded with Payments and may be sent.
/// Nobody agrees to what they asked for themselves. Audited.
/// </summary>
/// <param name="Note">Needed to decline.</param>
public sealed record DecideRefund(Actor By, Guid RefundId, bool Agree, string? Note) : ICommand<DecideRefundResult>;

public enum DecideRefundResult
{
    Agreed,
    Declined,
    ReasonMissing,

    /// <summary>They asked for it themselves.</summary>
    SamePerson,

    /// <summary>Unknown, or somebody else decided meanwhile.</summary>
    NotOpen,

    /// <summary>Less is left at Stripe than when it was asked for, the payment is disputed, or stray money was put on codes since: it can only be declined.</summary>
    NotPossible,
}

internal sealed class DecideRefundHandler(ShopDbContext db, StrayItems strays, IMediator mediator, TimeProvider clock, ILogger<DecideRefundHandler> log) : IRequestHandler<DecideRefund, DecideRefundResult>
{
    public async Task<DecideRefundResult> Handle(DecideRefund request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note) && !(request.Agree && string.IsNullOrWhiteSpace(request.Note))) return DecideRefundResult.ReasonMissing;
        var refund = await db.Set<FinanceRefund>().SingleOrDefaultAsync(r => r.Id == request.RefundId && r.State == FinanceRefundState.AwaitingSecondPerson, cancellationToken);
        if (refund is null) return DecideRefundResult.NotOpen;
        if (refund.AskedById == request.By.StaffId) return DecideRefundResult.SamePerson;
        if (request.Agree && !await IsPossibleAsync(refund, cancellationToken)) return DecideRefundResult.NotPossible;

        var now = clock.UtcNow();
        if (request.Agree)
        {
            refund.Agree(request.By, request.Note?.Trim(), now);
            await db.SaveChangesAsync(cancellationToken);
            await mediator.RecordRefundAsync(refund, cancellationToken);
        }
        else
        {
            refund.Decline(request.By, request.Note!.Trim(), now);
            // What a refusal owes is owed again.
            if (await db.Set<RefundDue>().SingleOrDefaultAsync(d => d.RefundId == refund.Id, cancellationToken) is { } due) due.Reopen();
            // So is one that failed, which this was to replace.
            if (await db.Set<FinanceRefund>().SingleOrDefaultAsync(r => r.ReplacedById == refund.Id, cancellationToken) is { } failed)
            {
                failed.Reopen(now);
                await mediator.Send(new SettleRefund(failed.Id, null), cancellationToken);
            }
        }

        await mediator.Publish(
            new Audited(
                request.By, request.Agree ? "agreed to a refund" : "declined a refund", $"order {OrderReference.Parse(refund.Reference)}, refund {refund.Id}",
                $"{new Money(refund.AmountPence)}, asked for by {refund.AskedBy}", request.Agree ? "to be sent" : "declined", refund.SecondNote),
            cancellationToken);
        log.LogInformation("Staff {StaffId} decided refund {RefundId}: {State}", request.By.StaffId, refund.Id, refund.State);
        return request.Agree ? DecideRefundResult.Agreed : DecideRefundResult.Declined;
    }

    private async Task<bool> IsPossibleAsync(FinanceRefund refund, CancellationToken ct) =>
        (await mediator.Send(new GetChargeMoney(refund.Reference), ct)).SingleOrDefault(m => m.ChargeId == refund.ChargeId) is { DisputeOpen: false } money
        && money.LeftPence >= refund.AmountPence
        && !(refund is { IsStray: true, ChargeId: { } charge } && await strays.IsClearedByOfficerAsync(charge, ct));
}
