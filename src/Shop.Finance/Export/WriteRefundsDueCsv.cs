using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every refund to be made, or made, as CSV, in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
/// <param name="Order">Null: the usual order of <see cref="ListRefundsDue"/>.</param>
public sealed record WriteRefundsDueCsv(bool Done, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteRefundsDueCsvHandler(ShopDbContext db) : IRequestHandler<WriteRefundsDueCsv, int>
{
    public async Task<int> Handle(WriteRefundsDueCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Order reference", "Refused", "Reason", "Refused on (London)", "Refused by", "Paid (GBP)", "To refund (GBP)", "Stripe charge", "Order refunded at Stripe (GBP)",
            "Made on (London)", "Made by", "How it was made");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var refund in ListRefundsDueHandler.All(db, request.Done, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, refund);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, RefundDueRow refund)
    {
        csv.Text(OrderReference.Parse(refund.Reference).ToString());
        csv.Text(refund.Title);
        csv.Text(refund.Reason);
        csv.Day(LondonTime.DateOf(refund.RefusedAt));
        csv.Text(refund.RefusedBy);
        csv.Amount(refund.PaidPence);
        csv.Amount(refund.AmountPence);
        csv.Text(refund.ChargeId);
        csv.Amount(refund.RefundedPence);
        csv.Day(refund.DoneAt is { } done ? LondonTime.DateOf(done) : null);
        csv.Text(refund.DoneBy);
        csv.Text(refund.DoneNote);
    }
}
