using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger.Reading;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>Writes every ledger entry of the filter as CSV, in the order of the list; returns the number of rows.</summary>
public sealed record WriteEntriesCsv(LedgerFilter Filter, bool OldestFirst, Stream To) : IQuery<int>;

internal sealed class WriteEntriesCsvHandler(ShopDbContext db) : IRequestHandler<WriteEntriesCsv, int>
{
    public async Task<int> Handle(WriteEntriesCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Journal", "Line", "Date (London)", "Financial year", "Period", "Kind", "Narrative", "Account", "Cost centre", "Subjective", "VAT code", "Debit (GBP)", "Credit (GBP)",
            "Order reference", "Payout", "Bank line", "Source");
        await csv.NextRecordAsync();
        var count = 0;
        var rows = EntryRow.Of(db, ListEntriesHandler.Ordered(request.Filter.Apply(db), request.OldestFirst));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, EntryRow row)
    {
        csv.WriteField(row.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", shouldQuote: false);
        csv.Whole(row.Place);
        csv.Day(row.FinancialDate);
        csv.Whole(row.FinancialYear);
        csv.Whole(row.Period);
        csv.Text(row.Kind.InWords());
        csv.Text(row.Narrative);
        csv.Text(FinanceWords.Account(row.Account));
        csv.Text(row.CostCentre);
        csv.Text(row.Subjective);
        csv.Text(row.VatCode);
        csv.Amount(row.DebitPence == 0 ? null : row.DebitPence);
        csv.Amount(row.CreditPence == 0 ? null : row.CreditPence);
        csv.Text(OrderReference.TryParse(row.OrderReference, out var reference) ? reference.ToString() : row.OrderReference);
        csv.Text(row.PayoutId);
        csv.Text(row.BankLineId);
        csv.Text(row.SourceId);
    }
}
