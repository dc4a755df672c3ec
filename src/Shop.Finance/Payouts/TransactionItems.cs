using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>Opens suspense items for transactions that belong to nothing known; once a row, within the command that met it.</summary>
internal sealed class TransactionItems(ShopDbContext db, SuspenseItems items)
{
    /// <summary>Rows that can be told by themselves: of a category that needs a person, in another currency, exchanged, or of the other mode.</summary>
    public async Task OpenAsync(IEnumerable<StripeTransaction> rows, CancellationToken ct)
    {
        foreach (var row in rows)
            if (row.NetPence != 0 && Why(row) is { } why)
                await items.OpenAsync(SuspenseSource.StripeTransaction, row.Id, row.NetPence, why, LondonTime.DateOf(row.CreatedAt), ct);
    }

    /// <summary>Charges, refunds and disputes older than <paramref name="until"/> that are about no payment of the shop. A charge that came twice or too late has an item of its own and gets no second one.</summary>
    public async Task OpenUnplacedAsync(DateTime until, CancellationToken ct)
    {
        var unplaced = await db.Set<BalanceTransaction>().AsNoTracking()
            .Where(t => t.PaymentKey == null && t.ChargeId != null && t.CreatedAt <= until && t.NetPence != 0 && t.Currency == Money.Currency && !t.IsConverted && !t.IsWrongMode)
            .Where(t => !db.Set<SuspenseItem>().Any(i => (i.Source == SuspenseSource.StripeTransaction && i.SourceId == t.TransactionId) || (i.Source == SuspenseSource.StrayMoney && i.SourceId == t.ChargeId)))
            .OrderBy(t => t.Id).Take(TransactionFaults.Most).ToListAsync(ct);
        foreach (var row in unplaced.Where(r => r.Kind.IsAboutAPayment()))
            await items.OpenAsync(SuspenseSource.StripeTransaction, row.TransactionId, row.NetPence, TransactionFaults.WhyNoPayment(row), row.FinancialDate, ct);
    }

    /// <summary>
    /// Settles the items of charges, refunds and disputes whose payment became known after all, or whose money has an item of its own by now.
    /// None of them was ever posted to suspense, so nothing has to be moved.
    /// </summary>
    public async Task SettlePlacedAsync(CancellationToken ct)
    {
        var placed = await (
            from item in db.Set<SuspenseItem>().Where(i => i.Source == SuspenseSource.StripeTransaction && i.State == SuspenseState.Open)
            join row in db.Set<BalanceTransaction>() on item.SourceId equals row.TransactionId
            where row.Currency == Money.Currency && !row.IsConverted && !row.IsWrongMode
                && (row.PaymentKey != null || db.Set<SuspenseItem>().Any(i => i.Source == SuspenseSource.StrayMoney && i.SourceId == row.ChargeId))
            select new { row.TransactionId, row.Kind, row.PaymentKey }).ToListAsync(ct);
        foreach (var row in placed.Where(r => r.Kind.IsAboutAPayment()))
            await items.SettleAsync(
                SuspenseSource.StripeTransaction, row.TransactionId, row.PaymentKey is null ? "It is a resident’s money and has an item of its own." : "Its payment is known now.", ct);
    }

    private static string? Why(StripeTransaction row)
    {
        var currency = row.Currency.ToLowerInvariant();
        if (TransactionFaults.WhyForeign(currency, row.IsConverted, row.IsWrongMode) is { } foreign) return foreign;
        var kind = TransactionKinds.Of(row.ReportingCategory);
        return kind.NeedsAPerson() ? TransactionFaults.WhyUnknown(kind, row.ReportingCategory, row.Description) : null;
    }
}
