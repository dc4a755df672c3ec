using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>Writes every charge line of the payments of the filter as CSV, with its ledger codes, newest payment first; returns the number of rows.</summary>
public sealed record WriteLinesCsv(PaymentFilter Filter, Stream To) : IQuery<int>;

internal sealed class WriteLinesCsvHandler(ShopDbContext db) : IRequestHandler<WriteLinesCsv, int>
{
    public async Task<int> Handle(WriteLinesCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Order reference", "Line", "Date (London)", "Service", "Charge", "Kind", "Quantity", "Cost centre", "Subjective", "VAT code", "VAT rate %",
            "Net (GBP)", "VAT (GBP)", "Gross (GBP)", "Service date");
        await csv.NextRecordAsync();
        var count = 0;
        var lines =
            from payment in request.Filter.Apply(db)
            join line in db.Set<FinancePaymentLine>() on payment.Id equals line.PaymentId
            orderby payment.PaidAt descending, payment.Id descending, line.Place
            select new { payment.Reference, Line = line };
        await foreach (var row in lines.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row.Reference, row.Line);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, string reference, FinancePaymentLine line)
    {
        csv.Text(OrderReference.Parse(reference).ToString());
        csv.Whole(line.Place);
        csv.Day(line.FinancialDate);
        csv.Text(line.ServiceTitle);
        csv.Text(line.ChargeName);
        csv.Text(line.Kind.InWords());
        csv.Whole(line.Quantity);
        csv.Text(line.CostCentre);
        csv.Text(line.Subjective);
        csv.Text(line.VatCode);
        csv.WriteField(new Money(line.VatRateBasisPoints).ToDecimalText(), shouldQuote: false);
        csv.Amount(line.NetPence);
        csv.Amount(line.VatPence);
        csv.Amount(line.GrossPence);
        csv.Day(line.ServiceDate);
    }
}
