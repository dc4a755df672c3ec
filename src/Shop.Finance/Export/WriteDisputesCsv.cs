using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Disputes;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every dispute that is open, or that ended, as CSV in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
public sealed record WriteDisputesCsv(bool Ended, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteDisputesCsvHandler(ShopDbContext db) : IRequestHandler<WriteDisputesCsv, int>
{
    public async Task<int> Handle(WriteDisputesCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Dispute", "Order reference", "Stripe charge", "Opened on (London)", "Evidence by (London)", "Amount (GBP)", "What the payer says", "State", "Changed on (London)");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var row in DisputeRow.Of(db, request.Ended, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, DisputeRow row)
    {
        csv.Text(row.DisputeId);
        csv.Text(OrderReference.TryParse(row.Reference, out var reference) ? reference.ToString() : row.Reference);
        csv.Text(row.ChargeId);
        csv.Day(LondonTime.DateOf(row.OpenedAt));
        csv.Day(row.EvidenceDueBy is { } due ? LondonTime.DateOf(due) : null);
        csv.Amount(row.AmountPence);
        csv.Text(row.Reason.Replace('_', ' '));
        csv.Text(row.State.InWords());
        csv.Day(LondonTime.DateOf(row.ChangedAt));
    }
}
