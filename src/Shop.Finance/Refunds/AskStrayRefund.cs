using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// An officer gives the whole of a charge back that paid no order. Recorded with Payments, to be sent after the commit; above the
/// limit it waits for a second person, as every refund does. One refund a case, however often it is asked for: asked again, it says how that
/// one stands. One that was declined, failed or was cancelled may be asked for anew. Audited.
/// </summary>
/// <param name="AmountPence">The whole charge.</param>
internal sealed record AskStrayRefund(Actor By, Guid CaseId, string Reference, string ChargeId, long AmountPence, string Reason) : ICommand<StrayRefund>;

/// <summary>What is not the first two recorded nothing.</summary>
internal abstract record StrayRefund
{
    /// <summary>Now or before: it may be sent.</summary>
    public sealed record Recorded(Guid RefundId) : StrayRefund;

    public sealed record NeedsSecondPerson : StrayRefund;

    /// <summary>An officer paid it by bank transfer or cheque when it had failed.</summary>
    public sealed record PaidOtherwise : StrayRefund;

    /// <summary>An officer has put the money on codes: that is to be undone first.</summary>
    public sealed record OnCodes : StrayRefund;

    /// <summary>The charge is unknown, disputed, or has less left.</summary>
    public sealed record NotPossible : StrayRefund;
}

internal sealed class AskStrayRefundHandler(ShopDbContext db, StrayItems strays, IMediator mediator, RefundLimits limits, TimeProvider clock, ILogger<AskStrayRefundHandler> log)
    : IRequestHandler<AskStrayRefund, StrayRefund>
{
    public async Task<StrayRefund> Handle(AskStrayRefund request, CancellationToken cancellationToken)
    {
        var (id, known) = await FindAsync(request.CaseId, cancellationToken);
        if (Known(id, known) is { } before) return before;
        if (await strays.IsClearedByOfficerAsync(request.ChargeId, cancellationToken)) return new StrayRefund.OnCodes();
        var money = (await mediator.Send(new GetChargeMoney(request.Reference), cancellationToken)).SingleOrDefault(m => m.ChargeId == request.ChargeId);
        if (money is not { DisputeOpen: false } || money.LeftPence < request.AmountPence)
        {
            // What is gone meanwhile may have gone by another officer's word about this very case.
            (id, known) = await FindAsync(request.CaseId, cancellationToken);
            return Known(id, known) ?? new StrayRefund.NotPossible();
        }

        var payment = await db.Set<FinancePayment>().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        var needsSecondPerson = request.AmountPence + await OfficersPenceAsync(request.Reference, cancellationToken) > limits.SecondPersonAbovePence;
        var refund = FinanceRefund.AskStray(request, id, payment, needsSecondPerson, clock.UtcNow());
        db.Add(refund);
        await ReplaceAsync(refund, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (!needsSecondPerson) await mediator.RecordRefundAsync(refund, cancellationToken);
        await mediator.Publish(
            new Audited(
                request.By, "gave money back", $"order {request.Reference}, charge {request.ChargeId}, refund {id}", $"{new Money(money.LeftPence)} left",
                needsSecondPerson ? $"{new Money(refund.AmountPence)}, waits for a second person" : new Money(refund.AmountPence).ToString(), refund.Reason),
            cancellationToken);
        log.LogInformation("Staff {StaffId} asked for refund {RefundId} of stray charge {ChargeId}: {State}", request.By.StaffId, id, request.ChargeId, refund.State);
        return needsSecondPerson ? new StrayRefund.NeedsSecondPerson() : new StrayRefund.Recorded(id);
    }

    /// <summary>Each that came to nothing before is replaced by the next: one is owed, or none.</summary>
    private async Task ReplaceAsync(FinanceRefund refund, CancellationToken ct)
    {
        var before = await db.Set<FinanceRefund>().Where(r => r.Reference == refund.Reference && r.ChargeId == refund.ChargeId && r.IsStray && r.Id != refund.Id).OrderByDescending(r => r.AskedAt).ToListAsync(ct);
        var later = refund;
        foreach (var owed in before.Where(r => r.IsOwed))
        {
            owed.ReplaceBy(later, refund.AskedAt);
            await mediator.Send(new SettleRefund(owed.Id, RefundSettlement.Replaced), ct);
            later = owed;
        }
    }

    /// <summary>How a refund that was asked for before stands; null when there is none.</summary>
    private static StrayRefund? Known(Guid id, FinanceRefundState? state) => state switch
    {
        null => null,
        FinanceRefundState.AwaitingSecondPerson => new StrayRefund.NeedsSecondPerson(),
        FinanceRefundState.PaidOtherwise => new StrayRefund.PaidOtherwise(),
        _ => new StrayRefund.Recorded(id),
    };

    /// <summary>The case's own id is its refund's; after one that came to nothing, another that both of two officers come to.</summary>
    private async Task<(Guid Id, FinanceRefundState? Known)> FindAsync(Guid caseId, CancellationToken ct)
    {
        for (var ended = 0; ; ended++)
        {
            var id = ended == 0 ? caseId : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId:N} {ended}")).AsSpan(0, 16));
            var state = await db.Set<FinanceRefund>().Where(r => r.Id == id).Select(r => (FinanceRefundState?)r.State).SingleOrDefaultAsync(ct);
            if (state is not (FinanceRefundState.Declined or FinanceRefundState.Failed or FinanceRefundState.Cancelled)) return (id, state);
        }
    }

    /// <summary>What officers gave back of the same order on their own word. Not tracked: another officer's row of this very case may be among them by now, and then this one is run again.</summary>
    private async Task<long> OfficersPenceAsync(string reference, CancellationToken ct) =>
        (await db.Set<FinanceRefund>().AsNoTracking().Where(r => r.Reference == reference).ToListAsync(ct)).Where(r => r.IsOneOfficers).Sum(r => r.AmountPence);
}
