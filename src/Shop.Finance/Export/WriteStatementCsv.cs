using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Export;

/// <summary>
/// Writes every line that a bank statement brought and that is asked for as CSV, in that order, with what became of it; what came in is above
/// zero. Returns the number of rows. Writes the header alone for an unknown statement.
/// </summary>
public sealed record WriteStatementCsv(Guid Id, StatementLines Show, Stream To) : IQuery<int>;

internal sealed class WriteStatementCsvHandler(ShopDbContext db) : IRequestHandler<WriteStatementCsv, int>
{
    public async Task<int> Handle(WriteStatementCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header("Row of the file", "Date", "Value date", "Text", "Reference", "Type", "Amount (GBP)", "State", "Why left out", "Match");
        await csv.NextRecordAsync();
        var count = 0;
        await foreach (var row in ListStatementsHandler.LinesOf(db, request.Id, request.Show).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, row.Line, row.State);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, BankLine line, BankLineState state)
    {
        csv.Whole(line.Row);
        csv.Day(line.Date);
        csv.Day(line.ValueDate);
        csv.Text(line.Text);
        csv.Text(line.Reference);
        csv.Text(line.Type);
        csv.Amount(line.AmountPence);
        csv.Text(state.State.InWords());
        csv.Text(state.Reason);
        csv.Text(state.MatchId?.ToString());
    }
}
