using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance;

/// <summary>How much waits for a finance officer.</summary>
public sealed record GetFinanceWork : IQuery<FinanceWork>;

/// <param name="Rescue">Open cases of the rescue queue.</param>
/// <param name="RefundsPence">Sum of the refunds due, in pence.</param>
public sealed record FinanceWork(int RefundsDue, long RefundsPence, int Rescue)
{
    /// <summary>Refunds that wait for a second person, an allocation or another way to be paid.</summary>
    public int RefundsWaiting { get; init; }

    public int DisputesOpen { get; init; }

    /// <summary>What the last look at the whole ledger found wrong; null when it held, or before the first.</summary>
    public string? LedgerFault { get; init; }
}

internal sealed class GetFinanceWorkHandler(ShopDbContext db) : IRequestHandler<GetFinanceWork, FinanceWork>
{
    public async Task<FinanceWork> Handle(GetFinanceWork request, CancellationToken cancellationToken)
    {
        var refunds = db.Set<RefundDue>().Where(r => r.DoneAt == null);
        return new FinanceWork(
            await refunds.CountAsync(cancellationToken), await refunds.SumAsync(r => r.AmountPence, cancellationToken),
            await db.Set<RescueCase>().CountAsync(a => a.DoneAt == null, cancellationToken))
        {
            RefundsWaiting = await db.Set<FinanceRefund>().Waiting().CountAsync(cancellationToken),
            DisputesOpen = await db.Set<FinanceDispute>().CountAsync(
                d => d.State == DisputeState.NeedsResponse || d.State == DisputeState.UnderReview || d.State == DisputeState.InquiryOpen, cancellationToken),
            LedgerFault = await db.Set<ChainCheck>().OrderByDescending(c => c.Id).Select(c => c.Fault).FirstOrDefaultAsync(cancellationToken),
        };
    }
}
