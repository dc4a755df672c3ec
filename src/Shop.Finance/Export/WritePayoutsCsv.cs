using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Payouts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every payout of the filter as CSV in the order of the list, a row at a time; returns the number of rows. Days are London days.</summary>
public sealed record WritePayoutsCsv(PayoutFilter Filter, ListOrder Order, Stream To) : IQuery<int>;

internal sealed class WritePayoutsCsvHandler(ShopDbContext db) : IRequestHandler<WritePayoutsCsv, int>
{
    public async Task<int> Handle(WritePayoutsCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Payout", "Made (London)", "Due at the bank", "Status", "Transactions", "Amount (GBP)", "Unexplained (GBP)", "Bank text", "Trace id", "Failure");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var payout in PayoutRow.Of(request.Filter.Apply(db).InOrder(request.Order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, payout);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, PayoutRow payout)
    {
        csv.Text(payout.PayoutId);
        csv.Day(LondonTime.DateOf(payout.CreatedAt));
        csv.Day(payout.ArrivalDate);
        csv.Text(payout.Status.InWords());
        csv.Whole(payout.Transactions);
        csv.Amount(payout.AmountPence);
        csv.Amount(payout.UnexplainedPence);
        csv.Text(payout.StatementDescriptor);
        csv.Text(payout.TraceId);
        csv.Text(payout.FailureMessage ?? payout.FailureCode);
    }
}
