using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>Writes every charge line of the payments of the filter as CSV, with its ledger codes, in the order of the list of payments; returns the number of rows.</summary>
public sealed record WriteLinesCsv(PaymentFilter Filter, Stream To, ListOrder Order = ListOrder.Newest) : IQuery<int>;

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
        await foreach (var row in Lines(request.Filter.Apply(db), request.Order).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row.Payment.Reference, row.Line);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private IQueryable<PaymentAndLine> Lines(IQueryable<FinancePayment> payments, ListOrder order)
    {
        var lines = payments.Join(db.Set<FinancePaymentLine>(), p => p.Id, l => l.PaymentId, (p, l) => new PaymentAndLine { Payment = p, Line = l });
        var sorted = order switch
        {
            ListOrder.Oldest => lines.OrderBy(l => l.Payment.PaidAt).ThenBy(l => l.Payment.Id),
            ListOrder.Largest => lines.OrderByDescending(l => l.Payment.GrossPence).ThenByDescending(l => l.Payment.PaidAt).ThenByDescending(l => l.Payment.Id),
            ListOrder.Smallest => lines.OrderBy(l => l.Payment.GrossPence).ThenBy(l => l.Payment.PaidAt).ThenBy(l => l.Payment.Id),
            _ => lines.OrderByDescending(l => l.Payment.PaidAt).ThenByDescending(l => l.Payment.Id),
        };
        return sorted.ThenBy(l => l.Line.Place);
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

    private sealed class PaymentAndLine
    {
        public required FinancePayment Payment { get; init; }
        public required FinancePaymentLine Line { get; init; }
    }
}
