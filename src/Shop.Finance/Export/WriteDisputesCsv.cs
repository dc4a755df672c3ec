using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Disputes;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every open dispute, or every one that ended, as CSV, in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
/// <param name="Order">Null: the usual order of <see cref="ListDisputes"/>.</param>
public sealed record WriteDisputesCsv(bool Ended, ListOrder? Order, Stream To) : IQuery<int>;

internal sealed class WriteDisputesCsvHandler(ShopDbContext db) : IRequestHandler<WriteDisputesCsv, int>
{
    public async Task<int> Handle(WriteDisputesCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Order reference", "Dispute", "Stripe charge", "Amount (GBP)", "Reason", "State", "Opened on (London)", "Evidence by (London)", "State since (London)");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var dispute in ListDisputesHandler.All(db, request.Ended, request.Order).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, dispute);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, DisputeRow dispute)
    {
        csv.Text(OrderReference.TryParse(dispute.Reference, out var reference) ? reference.ToString() : dispute.Reference);
        csv.Text(dispute.DisputeId);
        csv.Text(dispute.ChargeId);
        csv.Amount(dispute.AmountPence);
        csv.Text(dispute.Reason.Replace('_', ' '));
        csv.Text(dispute.State.InWords());
        csv.Day(LondonTime.DateOf(dispute.OpenedAt));
        csv.Day(dispute.EvidenceDueBy is { } due ? LondonTime.DateOf(due) : null);
        csv.Day(LondonTime.DateOf(dispute.ChangedAt));
    }
}
