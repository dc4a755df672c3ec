using Microsoft.EntityFrameworkCore;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Ledger.Opening;

/// <summary>
/// Refunds of orders in the opening position. Payments told of them when nobody posted refunds, and tells of none twice; Stripe's balance
/// knows each with its id, day and amount.
/// </summary>
internal sealed class OldRefunds(ShopDbContext db, RefundRecords records)
{
    /// <summary>Records and posts the oldest that are in no journal. Returns how many, and their sum in pence.</summary>
    public async Task<(int Count, long Pence)> PostAsync(int most, CancellationToken ct)
    {
        var rows = await (
            from row in db.Set<BalanceTransaction>().AsNoTracking()
            join payment in db.Set<FinancePayment>() on row.PaymentKey equals payment.Id
            join opening in db.Set<Journal>() on "order:" + payment.Reference equals opening.SourceId
            where row.Kind == TransactionKind.Refund && row.SourceId != null && payment.PaymentId != null && opening.Kind == JournalKind.OpeningPosition && row.CreatedAt < opening.PostedAt
                && !db.Set<Journal>().Any(j => j.SourceId == "refund:" + row.SourceId)
            orderby row.CreatedAt, row.Id
            select new
            {
                RefundId = row.SourceId!,
                row.TransactionId,
                row.AmountPence,
                row.CreatedAt,
                payment.PaymentId,
                payment.Reference,
                ChargeId = payment.ChargeId!,
                Failure = db.Set<BalanceTransaction>().Where(f => f.Kind == TransactionKind.RefundFailure && f.SourceId == row.SourceId).Select(f => f.TransactionId).FirstOrDefault(),
            }).Take(most).ToListAsync(ct);
        foreach (var row in rows)
            await records.RecordAsync(
                new RefundChanged(
                    Guid.CreateVersion7(), row.PaymentId!.Value, row.Reference, row.ChargeId, row.RefundId, -row.AmountPence, RefundOrigin.Dashboard,
                    row.Failure is null ? RefundState.Succeeded : RefundState.Failed, row.TransactionId, row.Failure, null, row.CreatedAt),
                ct);
        return (rows.Count, -rows.Sum(r => r.AmountPence));
    }

    /// <summary>What went back of these orders by finance's record and is no refund of finance's yet, in pence.</summary>
    public Task<long> WaitingAsync(CancellationToken ct) => db.Set<FinancePayment>()
        .Where(p => p.RefundedPence > 0 && db.Set<Journal>().Any(j => j.SourceId == "order:" + p.Reference && j.Kind == JournalKind.OpeningPosition))
        .Select(p => p.RefundedPence - db.Set<FinanceRefund>().Where(r => r.PaymentId == p.Id && r.BalanceTransactionId != null && r.FailureBalanceTransactionId == null).Sum(r => r.AmountPence))
        .Where(left => left > 0).SumAsync(ct);
}
