using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>
/// Posts the journals of the first rows after one that wait for it: fees, disputes, payouts, failed payouts, and to suspense
/// what belongs to nothing known. Returns the last row that was dealt with; null when none waits. Posts nothing for rows whose figures do not
/// agree with themselves or that are not pounds: those are items, and the proof shows them.
/// </summary>
/// <param name="After">Our id of a row; 0 for the beginning.</param>
internal sealed record PostTransactions(long After) : ICommand<long?>;

internal sealed class PostTransactionsHandler(ShopDbContext db, Journals journals, FeeSettings settings, TimeProvider clock) : IRequestHandler<PostTransactions, long?>
{
    private const int Batch = 500;

    public async Task<long?> Handle(PostTransactions request, CancellationToken cancellationToken)
    {
        var waiting = db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.Id > request.After && t.PostedAt == null && t.Currency == Money.Currency && !t.IsWrongMode && t.NetPence == t.AmountPence - t.FeePence);
        var rows = await TransactionPart.Of(waiting.OrderBy(t => t.Id).Take(Batch)).ToListAsync(cancellationToken);
        if (rows.Count == 0) return null;
        var weights = settings.ChargeToServices ? await PaymentWeights.OfAsync(db, rows.Select(r => r.PaymentKey), cancellationToken) : null;
        var drafts = rows.Select(r => TransactionJournals.Draft(r, FeeShares(r, weights))).OfType<JournalDraft>().ToList();
        if (drafts.Count > 0) await journals.PostAllAsync(drafts, cancellationToken);
        var (ids, now) = (rows.Select(r => r.Id).ToList(), clock.UtcNow());
        await db.Set<BalanceTransaction>().Where(t => EF.Parameter(ids).Contains(t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.PostedAt, now), cancellationToken);
        return rows[^1].Id;
    }

    private static IReadOnlyList<(string, long)> FeeShares(TransactionPart row, ILookup<Guid, (string, long)>? weights) =>
        weights is not null && row is { PaymentKey: { } payment, FeePence: not 0 } ? Shares.Divide(row.FeePence, weights[payment]) : [];
}

/// <summary>Section "Finance:Fees" of the configuration.</summary>
public sealed record FeeSettings
{
    /// <summary>Stripe's fee on a payment is charged to the cost centres of what was sold, by their share of it; otherwise to the council's own. Never to the resident.</summary>
    public bool ChargeToServices { get; init; }
}

/// <summary>What a payment was for, by cost centre, in pence.</summary>
internal static class PaymentWeights
{
    public static async Task<ILookup<Guid, (string CostCentre, long Pence)>> OfAsync(ShopDbContext db, IEnumerable<Guid?> payments, CancellationToken ct)
    {
        var keys = payments.OfType<Guid>().Distinct().ToList();
        var lines = await db.Set<FinancePaymentLine>().Where(l => EF.Parameter(keys).Contains(l.PaymentId)).GroupBy(l => new { l.PaymentId, l.CostCentre })
            .Select(g => new { g.Key.PaymentId, g.Key.CostCentre, Pence = g.Sum(l => l.GrossPence) }).ToListAsync(ct);
        return lines.ToLookup(l => l.PaymentId, l => (l.CostCentre, l.Pence));
    }
}
