using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>Writes every line of a bank statement as CSV in the order of the file, with what became of it; returns the number of rows. The header alone for an unknown statement. Money out is below zero.</summary>
public sealed record WriteStatementCsv(Guid StatementId, Stream To) : IQuery<int>;

internal sealed class WriteStatementCsvHandler(ShopDbContext db) : IRequestHandler<WriteStatementCsv, int>
{
    public async Task<int> Handle(WriteStatementCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Line of the file", "Day", "Text", "Type", "Amount (GBP)", "State", "Match", "Reason");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var row in LineRow.Of(db, db.Set<BankLine>().Where(l => l.StatementId == request.StatementId).OrderBy(l => l.Row).ThenBy(l => l.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, LineRow row)
    {
        csv.Whole(row.Row);
        csv.Day(row.Date);
        csv.Text(row.Text);
        csv.Text(row.Type);
        csv.Amount(row.AmountPence);
        csv.Text(row.State.InWords());
        csv.Text(row.MatchId?.ToString());
        csv.Text(row.Reason);
    }
}
