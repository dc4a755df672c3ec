using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Payouts;

/// <summary>One payout from the bank down to the ledger codes, checked now; 100 of its transactions at a time. Null for an unknown payout.</summary>
/// <param name="After">The <see cref="PayoutView.Next"/> of the page before; null for the first.</param>
public sealed record GetPayout(string PayoutId, long? After) : IQuery<PayoutView?>;

/// <summary>Amounts in pence.</summary>
/// <param name="BankLines">What came to the bank of it.</param>
/// <param name="Kinds">What it carried, by kind; without its own row.</param>
/// <param name="Codes">What its transactions moved in the ledger, by account and code: debits and credits.</param>
/// <param name="Faults">All that is not explained; empty when every penny is.</param>
/// <param name="CarriedFailed">Earlier payouts whose money it carries, because they failed.</param>
/// <param name="CameBackIn">The payout that carried this one's money after it failed; null where it did not fail or was not paid out again yet.</param>
public sealed record PayoutView(
    PayoutRow Payout, IReadOnlyList<PayoutBankLine> BankLines, IReadOnlyList<KindSum> Kinds, IReadOnlyList<PayoutCode> Codes, IReadOnlyList<Fault> Faults,
    IReadOnlyList<PayoutTransaction> Transactions, long? Next, IReadOnlyList<string> CarriedFailed, string? CameBackIn)
{
    public long UnexplainedPence => Faults.Sum(f => Math.Abs(f.AmountPence));
    public long CarriedPence => Kinds.Sum(k => k.NetPence);
    public long BankedPence => BankLines.Sum(b => b.AmountPence);
}

/// <param name="BankLineId">Names the line of the bank statement.</param>
public sealed record PayoutBankLine(string BankLineId, DateOnly Day, long AmountPence);

/// <param name="Account">One of <see cref="LedgerAccount"/>.</param>
public sealed record PayoutCode(string Account, string? CostCentre, string? Subjective, string? VatCode, long DebitPence, long CreditPence);

/// <summary>One transaction with the order lines behind it. Amounts in pence.</summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Lines">Of the order, for a charge; empty otherwise.</param>
public sealed record PayoutTransaction(
    long Id, string TransactionId, TransactionKind Kind, string ReportingCategory, DateTime CreatedAt, long AmountPence, long FeePence, long NetPence,
    string? SourceId, string? ChargeId, string? Reference, bool HasPayment, string? Description)
{
    public IReadOnlyList<PayoutLine> Lines { get; init; } = [];
}

/// <summary>A charge component as sold, with its codes. Amounts in pence.</summary>
public sealed record PayoutLine(string ServiceTitle, string ChargeName, string CostCentre, string Subjective, string VatCode, long NetPence, long VatPence, long GrossPence);

internal sealed class GetPayoutHandler(ShopDbContext db, PayoutFaults faults) : IRequestHandler<GetPayout, PayoutView?>
{
    private const int PageSize = 100;

    public async Task<PayoutView?> Handle(GetPayout request, CancellationToken cancellationToken)
    {
        var payout = await db.Set<Payout>().AsNoTracking().SingleOrDefaultAsync(p => p.PayoutId == request.PayoutId, cancellationToken);
        if (payout is null) return null;
        var carried = db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.PayoutKey == payout.Id && !(t.Kind == TransactionKind.Payout && t.SourceId == payout.PayoutId));
        var kinds = await carried.GroupBy(t => t.Kind).Select(g => new KindSum(g.Key, g.Count(), g.Sum(t => t.AmountPence), g.Sum(t => t.FeePence), g.Sum(t => t.NetPence))).ToListAsync(cancellationToken);
        var page = await PayoutTransactions.Of(carried.Where(t => request.After == null || t.Id > request.After).OrderBy(t => t.Id).Take(PageSize + 1)).ToListAsync(cancellationToken);
        var check = await faults.OfAsync(payout, cancellationToken);
        return new PayoutView(
            await PayoutRow.Of(db.Set<Payout>().AsNoTracking().Where(p => p.Id == payout.Id)).SingleAsync(cancellationToken),
            await BankLinesAsync(payout.PayoutId, cancellationToken), [.. kinds.OrderBy(k => k.Kind)], await CodesAsync(payout.Id, cancellationToken), check.Faults,
            await PayoutTransactions.WithLinesAsync(db, [.. page.Take(PageSize)], cancellationToken), page.Count > PageSize ? page[PageSize - 1].Id : null,
            await carried.Where(t => t.Kind == TransactionKind.PayoutReversal && t.SourceId != null).Select(t => t.SourceId!).Distinct().ToListAsync(cancellationToken),
            await CameBackInAsync(payout.PayoutId, cancellationToken));
    }

    private Task<List<PayoutBankLine>> BankLinesAsync(string payoutId, CancellationToken ct) => db.Set<LedgerEntry>()
        .Where(e => e.PayoutId == payoutId && e.BankLineId != null && e.Account == LedgerAccount.PayoutsInTransit)
        .GroupBy(e => new { e.BankLineId, e.FinancialDate }).Select(g => new PayoutBankLine(g.Key.BankLineId!, g.Key.FinancialDate, g.Sum(e => e.CreditPence - e.DebitPence)))
        .ToListAsync(ct);

    /// <summary>The lines of the orders as sold, and what the other rows moved: fees, refunds by code, disputes, payouts that came back.</summary>
    private async Task<IReadOnlyList<PayoutCode>> CodesAsync(long payoutKey, CancellationToken ct)
    {
        var rows = db.Set<BalanceTransaction>().Where(t => t.PayoutKey == payoutKey);
        var journals = rows.Where(t => t.Kind == TransactionKind.Charge && t.PaymentKey != null).Select(t => "order:" + t.Reference)
            .Concat(rows.Where(t => t.Kind == TransactionKind.Charge && t.PaymentKey == null).Select(t => "stray:" + t.ChargeId))
            .Concat(rows.Where(t => t.Kind == TransactionKind.Refund).Select(t => "refund:" + t.SourceId))
            .Concat(rows.Where(t => t.Kind == TransactionKind.RefundFailure).Select(t => "refund-failed:" + t.SourceId))
            .Concat(rows.Select(t => "fee:" + t.TransactionId))
            .Concat(rows.Where(t => t.Kind == TransactionKind.Dispute || t.Kind == TransactionKind.DisputeReversal).Select(t => "dispute:" + t.TransactionId))
            .Concat(rows.Where(t => t.Kind == TransactionKind.Payout || t.Kind == TransactionKind.PayoutReversal).Select(t => "payout:" + t.TransactionId))
            .Concat(rows.Select(t => "stripe:" + t.TransactionId));
        var codes = await (
            from source in journals
            join journal in db.Set<Journal>() on source equals journal.SourceId
            join entry in db.Set<LedgerEntry>() on journal.Id equals entry.JournalId
            where entry.Account != LedgerAccount.StripeClearing
            group entry by new { entry.Account, entry.CostCentre, entry.Subjective, entry.VatCode } into entries
            select new { entries.Key, Debit = entries.Sum(e => e.DebitPence), Credit = entries.Sum(e => e.CreditPence) }).ToListAsync(ct);
        return
        [
            .. codes.OrderBy(c => c.Key.Account, StringComparer.Ordinal).ThenBy(c => c.Key.CostCentre, StringComparer.Ordinal).ThenBy(c => c.Key.Subjective, StringComparer.Ordinal).ThenBy(c => c.Key.VatCode, StringComparer.Ordinal)
                .Select(c => new PayoutCode(c.Key.Account, c.Key.CostCentre, c.Key.Subjective, c.Key.VatCode, c.Debit, c.Credit)),
        ];
    }

    private Task<string?> CameBackInAsync(string payoutId, CancellationToken ct) => (
        from row in db.Set<BalanceTransaction>().Where(t => t.Kind == TransactionKind.PayoutReversal && t.SourceId == payoutId && t.PayoutKey != null)
        join payout in db.Set<Payout>() on row.PayoutKey equals payout.Id
        select payout.PayoutId).FirstOrDefaultAsync(ct)!;
}

internal static class PayoutTransactions
{
    public static IQueryable<PayoutTransaction> Of(IQueryable<BalanceTransaction> rows) => rows.Select(t => new PayoutTransaction(
        t.Id, t.TransactionId, t.Kind, t.ReportingCategory, t.CreatedAt, t.AmountPence, t.FeePence, t.NetPence, t.SourceId, t.ChargeId, t.Reference, t.PaymentKey != null, t.Description));

    public static async Task<IReadOnlyList<PayoutTransaction>> WithLinesAsync(ShopDbContext db, IReadOnlyList<PayoutTransaction> rows, CancellationToken ct)
    {
        var references = rows.Where(r => r is { Kind: TransactionKind.Charge, HasPayment: true }).Select(r => r.Reference!).ToList();
        var lines = (await (
            from payment in db.Set<FinancePayment>().Where(p => EF.Parameter(references).Contains(p.Reference))
            join line in db.Set<FinancePaymentLine>() on payment.Id equals line.PaymentId
            orderby payment.Reference, line.Place
            select new { payment.Reference, Line = new PayoutLine(line.ServiceTitle, line.ChargeName, line.CostCentre, line.Subjective, line.VatCode, line.NetPence, line.VatPence, line.GrossPence) })
            .ToListAsync(ct)).ToLookup(l => l.Reference, l => l.Line);
        return [.. rows.Select(r => r is { Kind: TransactionKind.Charge, HasPayment: true } ? r with { Lines = [.. lines[r.Reference!]] } : r)];
    }
}
