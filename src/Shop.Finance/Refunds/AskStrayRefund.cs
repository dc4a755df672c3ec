using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// An officer gives the whole of a charge back that paid no order. Recorded with Payments, to be sent after the commit; above the
/// limit it waits for a second person, as every refund does. One refund a case, however often it is asked for: asked again, it says how that
/// one stands. One that was declined may be asked for anew. Audited.
/// </summary>
/// <param name="AmountPence">The whole charge.</param>
internal sealed record AskStrayRefund(Actor By, Guid CaseId, string Reference, string ChargeId, long AmountPence, string Reason) : ICommand<StrayRefund?>;

/// <summary>Null instead: the charge is unknown, disputed, or has less left; nothing was recorded.</summary>
internal sealed record StrayRefund(Guid RefundId, bool NeedsSecondPerson);

internal sealed class AskStrayRefundHandler(ShopDbContext db, IMediator mediator, RefundLimits limits, TimeProvider clock, ILogger<AskStrayRefundHandler> log)
    : IRequestHandler<AskStrayRefund, StrayRefund?>
{
    public async Task<StrayRefund?> Handle(AskStrayRefund request, CancellationToken cancellationToken)
    {
        var (id, known) = await FindAsync(request.CaseId, cancellationToken);
        if (known is not null) return new StrayRefund(id, known == FinanceRefundState.AwaitingSecondPerson);
        var money = (await mediator.Send(new GetChargeMoney(request.Reference), cancellationToken)).SingleOrDefault(m => m.ChargeId == request.ChargeId);
        if (money is not { DisputeOpen: false } || money.LeftPence < request.AmountPence)
        {
            // What is gone meanwhile may have gone by another officer's word about this very case.
            (id, known) = await FindAsync(request.CaseId, cancellationToken);
            return known is null ? null : new StrayRefund(id, known == FinanceRefundState.AwaitingSecondPerson);
        }

        var payment = await db.Set<FinancePayment>().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        var needsSecondPerson = request.AmountPence + await OfficersPenceAsync(request.Reference, cancellationToken) > limits.SecondPersonAbovePence;
        var refund = FinanceRefund.AskStray(request, id, payment, needsSecondPerson, clock.UtcNow());
        db.Add(refund);
        await db.SaveChangesAsync(cancellationToken);
        if (!needsSecondPerson) await mediator.RecordRefundAsync(refund, cancellationToken);
        await mediator.Publish(
            new Audited(
                request.By, "gave money back", $"order {request.Reference}, charge {request.ChargeId}, refund {id}", $"{new Money(money.LeftPence)} left",
                needsSecondPerson ? $"{new Money(refund.AmountPence)}, waits for a second person" : new Money(refund.AmountPence).ToString(), refund.Reason),
            cancellationToken);
        log.LogInformation("Staff {StaffId} asked for refund {RefundId} of stray charge {ChargeId}: {State}", request.By.StaffId, id, request.ChargeId, refund.State);
        return new StrayRefund(id, needsSecondPerson);
    }

    /// <summary>The case's own id is its refund's; after a second person's no, another that both of two officers come to.</summary>
    private async Task<(Guid Id, FinanceRefundState? Known)> FindAsync(Guid caseId, CancellationToken ct)
    {
        for (var declined = 0; ; declined++)
        {
            var id = declined == 0 ? caseId : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId:N} {declined}")).AsSpan(0, 16));
            var state = await db.Set<FinanceRefund>().Where(r => r.Id == id).Select(r => (FinanceRefundState?)r.State).SingleOrDefaultAsync(ct);
            if (state != FinanceRefundState.Declined) return (id, state);
        }
    }

    /// <summary>What officers gave back of the same order on their own word. Not tracked: another officer's row of this very case may be among them by now, and then this one is run again.</summary>
    private async Task<long> OfficersPenceAsync(string reference, CancellationToken ct) =>
        (await db.Set<FinanceRefund>().AsNoTracking().Where(r => r.Reference == reference).ToListAsync(ct)).Where(r => r.IsOneOfficers).Sum(r => r.AmountPence);
}
