using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Clearing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>Writes every London day of the proof of the clearing account as CSV, newest first, as it was proved last; returns the number of rows.</summary>
public sealed record WriteClearingCsv(Stream To) : IQuery<int>;

internal sealed class WriteClearingCsvHandler(ShopDbContext db) : IRequestHandler<WriteClearingCsv, int>
{
    public async Task<int> Handle(WriteClearingCsv request, CancellationToken cancellationToken)
    {
        // Read at once: the balances are sums of all days before, and a year has but 366 of them.
        var days = await db.Set<ClearingDay>().AsNoTracking().OrderByDescending(d => d.Day).ToListAsync(cancellationToken);
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Date (London)", "Transactions", "Stripe moved (GBP)", "Ledger moved (GBP)", "Difference (GBP)", "Orders paid (GBP)", "Order lines (GBP)", "Difference of the lines (GBP)",
            "Stripe at the end (GBP)", "Ledger at the end (GBP)");
        await csv.NextRecordAsync();
        foreach (var day in GetClearingHandler.Rows(days, (0, 0)))
        {
            Write(csv, day);
            await csv.NextRecordAsync();
        }

        return days.Count;
    }

    private static void Write(CsvWriter csv, ClearingDayRow day)
    {
        csv.Day(day.Day);
        csv.Whole(day.Transactions);
        csv.Amount(day.StripePence);
        csv.Amount(day.LedgerPence);
        csv.Amount(day.DifferencePence);
        csv.Amount(day.PaidPence);
        csv.Amount(day.LinesPence);
        csv.Amount(day.LinesDifferencePence);
        csv.Amount(day.StripeBalancePence);
        csv.Amount(day.LedgerBalancePence);
    }
}
