using System.Globalization;
using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every refund of one kind as CSV, in the order of the list, a row at a time; returns the number of rows. Times are London times.</summary>
/// <param name="Order">Null: the usual order of <see cref="ListRefunds"/>.</param>
public sealed record WriteRefundsCsv(RefundShow Show, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteRefundsCsvHandler(ShopDbContext db) : IRequestHandler<WriteRefundsCsv, int>
{
    public async Task<int> Handle(WriteRefundsCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Asked on (London)", "Time (London)", "Order reference", "Amount (GBP)", "State", "Allocated", "Reason", "Asked by", "Made by", "State since (London)", "Stripe refund");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var refund in ListRefundsHandler.All(db, request.Show, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, refund);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, RefundRow refund)
    {
        csv.Day(LondonTime.DateOf(refund.AskedAt));
        csv.WriteField(LondonTime.FromUtc(refund.AskedAt).ToString("HH:mm:ss", CultureInfo.InvariantCulture), shouldQuote: false);
        csv.Text(OrderReference.TryParse(refund.Reference, out var reference) ? reference.ToString() : refund.Reference);
        csv.Amount(refund.AmountPence);
        csv.Text(refund.InWords());
        csv.Text(refund.IsAllocated ? "yes" : "no");
        csv.Text(refund.Reason);
        csv.Text(refund.AskedBy);
        csv.Text(refund.Origin.InWords());
        csv.Day(LondonTime.DateOf(refund.ChangedAt));
        csv.Text(refund.StripeRefundId);
    }
}
