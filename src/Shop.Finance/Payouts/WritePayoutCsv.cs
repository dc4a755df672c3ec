using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Export;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Payouts;

/// <summary>Writes every transaction of a payout as CSV, its own row last among them, with one row for each ledger code of an order; returns the number of rows. Writes the header alone for an unknown payout.</summary>
public sealed record WritePayoutCsv(string PayoutId, Stream To) : IQuery<int>;

internal sealed class WritePayoutCsvHandler(ShopDbContext db) : IRequestHandler<WritePayoutCsv, int>
{
    public async Task<int> Handle(WritePayoutCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Payout", "Transaction", "Kind", "Stripe category", "Date (London)", "Amount (GBP)", "Fee (GBP)", "Net (GBP)", "Source", "Charge", "Order reference",
            "Service", "Charge line", "Cost centre", "Subjective", "VAT code", "Line net (GBP)", "Line VAT (GBP)", "Line gross (GBP)");
        await csv.NextRecordAsync();
        var count = 0;
        var rows =
            from payout in db.Set<Payout>().Where(p => p.PayoutId == request.PayoutId)
            join row in db.Set<BalanceTransaction>() on payout.Id equals row.PayoutKey
            join line in db.Set<FinancePaymentLine>() on new { Key = row.PaymentKey, row.Kind } equals new { Key = (Guid?)line.PaymentId, Kind = TransactionKind.Charge } into lines
            from line in lines.DefaultIfEmpty()
            orderby row.Id, line.Place
            select new { Row = row, Line = line };
        long? before = null;
        await foreach (var one in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // Figures of the transaction stand on its first row only, so that a column adds up.
            Write(csv, request.PayoutId, one.Row, isFirst: before != one.Row.Id);
            Write(csv, one.Line);
            before = one.Row.Id;
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, string payoutId, BalanceTransaction row, bool isFirst)
    {
        csv.Text(payoutId);
        csv.Text(row.TransactionId);
        csv.Text(row.Kind.InWords());
        csv.Text(row.ReportingCategory);
        csv.Day(row.FinancialDate);
        csv.Amount(isFirst ? row.AmountPence : null);
        csv.Amount(isFirst ? row.FeePence : null);
        csv.Amount(isFirst ? row.NetPence : null);
        csv.Text(row.SourceId);
        csv.Text(row.ChargeId);
        csv.Text(row.Reference is { } text && OrderReference.TryParse(text, out var reference) ? reference.ToString() : row.Reference);
    }

    private static void Write(CsvWriter csv, FinancePaymentLine? line)
    {
        csv.Text(line?.ServiceTitle);
        csv.Text(line?.ChargeName);
        csv.Text(line?.CostCentre);
        csv.Text(line?.Subjective);
        csv.Text(line?.VatCode);
        csv.Amount(line?.NetPence);
        csv.Amount(line?.VatPence);
        csv.Amount(line?.GrossPence);
    }
}
