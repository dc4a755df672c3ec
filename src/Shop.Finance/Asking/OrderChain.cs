using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Asking;

/// <summary>The chain of one order: placed, paid, fee, refunds, disputes, Stripe's transactions, payouts, bank, ledger.</summary>
internal sealed class OrderChain(ShopDbContext db, IMediator mediator, ChainSteps steps)
{
    public async Task<Chain> OfAsync(string reference, CancellationToken ct)
    {
        var payment = await db.Set<FinancePayment>().AsNoTracking().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Reference == reference && p.PaidAt != null, ct);
        var timeline = await mediator.Send(new GetPaymentTimeline(reference), ct) ?? [];
        var refunds = await db.Set<FinanceRefund>().AsNoTracking().Where(r => r.Reference == reference).ToListAsync(ct);
        var disputes = await db.Set<FinanceDispute>().AsNoTracking().Where(d => d.Reference == reference).ToListAsync(ct);
        var attention = await db.Set<RescueCase>().AsNoTracking().Where(a => a.Reference == reference).ToListAsync(ct);
        var rows = await RowsAsync(payment, [.. timeline.SelectMany(t => t.Ids), .. refunds.Select(r => r.StripeRefundId).OfType<string>(), .. disputes.Select(d => d.Id)], ct);
        var payouts = await PayoutsAsync(rows, ct);
        var names = payouts.Values.Select(p => p.PayoutId).ToList();
        var banked = await steps.BankedAsync(names, ct);
        return new Chain(
            AskKind.Order, reference, [.. ChainFacts.OfOrder(payment, refunds, [.. payouts.Values], banked)],
            await steps.SortedAsync(
                [
                    .. timeline.Select(ChainSteps.OfTimeline), .. payment is null ? [] : new[] { ChainSteps.OfOrder(payment) }, .. refunds.Select(ChainSteps.OfRefund), .. disputes.Select(ChainSteps.OfDispute),
                    .. attention.SelectMany(ChainSteps.OfAttention), .. rows.Select(t => ChainSteps.OfTransaction(t, t.PayoutKey is { } key ? payouts[key] : null)),
                    .. payouts.Values.SelectMany(ChainSteps.OfPayout), .. banked.SelectMany(ChainSteps.OfBank),
                    .. await steps.JournalsAsync(db.Set<LedgerEntry>().Where(e => e.OrderReference == reference || (e.PayoutId != null && names.Contains(e.PayoutId))), ct),
                ],
                ct));
    }

    /// <summary>Also money of the order that does not fit it: a second charge, and what became of it.</summary>
    private async Task<IReadOnlyList<BalanceTransaction>> RowsAsync(FinancePayment? payment, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var key = payment?.Id ?? Guid.Empty;
        var sources = ids.Append(payment?.ChargeId ?? "").Where(i => i.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var own = await db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.PaymentKey == key).ToListAsync(ct);
        var other = await db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.SourceId != null && sources.Contains(t.SourceId)).ToListAsync(ct);
        return [.. own.Concat(other).DistinctBy(t => t.Id).OrderBy(t => t.Id)];
    }

    private async Task<IReadOnlyDictionary<long, Payout>> PayoutsAsync(IReadOnlyList<BalanceTransaction> rows, CancellationToken ct)
    {
        var keys = rows.Select(t => t.PayoutKey).OfType<long>().Distinct().ToList();
        return await db.Set<Payout>().AsNoTracking().Where(p => keys.Contains(p.Id)).OrderBy(p => p.CreatedAt).ToDictionaryAsync(p => p.Id, ct);
    }
}
