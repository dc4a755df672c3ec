using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every suspense item of the filter as CSV in the order of the list, a row at a time; returns the number of rows. Money out is below zero.</summary>
public sealed record WriteSuspenseCsv(SuspenseFilter Filter, ListOrder Order, Stream To) : IQuery<int>;

internal sealed class WriteSuspenseCsvHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<WriteSuspenseCsv, int>
{
    public async Task<int> Handle(WriteSuspenseCsv request, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        await using var csv = CsvText.Open(request.To);
        csv.Header("Item", "Source", "Id there", "Since", "Days", "Amount (GBP)", "Why", "Owner", "State", "Cleared on (London)", "Cleared by", "Reason");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var item in request.Filter.Apply(db, today).InOrder(request.Order).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, SuspenseRow.Of(item, today));
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, SuspenseRow item)
    {
        csv.Text(item.Id.ToString());
        csv.Text(item.Source.InWords());
        csv.Text(item.SourceId);
        csv.Day(item.Since);
        csv.Whole(item.Days);
        csv.Amount(item.AmountPence);
        csv.Text(item.Why);
        csv.Text(item.OwnerName);
        csv.Text(item.State.ToString());
        csv.Day(item.ClearedAt is { } at ? LondonTime.DateOf(at) : null);
        csv.Text(item.ClearedBy);
        csv.Text(item.ClearedWhy);
    }
}
