using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every refund to be made, or made, as CSV in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
public sealed record WriteRefundsDueCsv(bool Done, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteRefundsDueCsvHandler(ShopDbContext db) : IRequestHandler<WriteRefundsDueCsv, int>
{
    public async Task<int> Handle(WriteRefundsDueCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Order reference", "What was refused", "Why", "Refused on (London)", "Refused by", "Paid (GBP)", "To refund (GBP)", "Stripe charge", "Made on (London)", "Made by", "How");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var row in RefundDueRow.Of(db, request.Done, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, RefundDueRow row)
    {
        csv.Text(OrderReference.TryParse(row.Reference, out var reference) ? reference.ToString() : row.Reference);
        csv.Text(row.Title);
        csv.Text(row.Reason);
        csv.Day(LondonTime.DateOf(row.RefusedAt));
        csv.Text(row.RefusedBy);
        csv.Amount(row.PaidPence);
        csv.Amount(row.AmountPence);
        csv.Text(row.ChargeId);
        csv.Day(row.DoneAt is { } done ? LondonTime.DateOf(done) : null);
        csv.Text(row.DoneBy);
        csv.Text(row.DoneNote);
    }
}
