using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every refund of one kind as CSV in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
public sealed record WriteRefundsCsv(RefundShow Show, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteRefundsCsvHandler(ShopDbContext db) : IRequestHandler<WriteRefundsCsv, int>
{
    public async Task<int> Handle(WriteRefundsCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Refund", "Order reference", "Asked on (London)", "Amount (GBP)", "State", "Origin", "Asked by", "Why", "Stripe refund", "Changed on (London)");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var row in RefundRow.Of(db, request.Show, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, RefundRow row)
    {
        csv.Text(row.Id.ToString());
        csv.Text(OrderReference.TryParse(row.Reference, out var reference) ? reference.ToString() : row.Reference);
        csv.Day(LondonTime.DateOf(row.AskedAt));
        csv.Amount(row.AmountPence);
        csv.Text(row.State.InWords());
        csv.Text(row.Origin.InWords());
        csv.Text(row.AskedBy);
        csv.Text(row.Reason);
        csv.Text(row.StripeRefundId);
        csv.Day(LondonTime.DateOf(row.ChangedAt));
    }
}
