using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>How a waiting CSV file would be read. Null when it does not wait any more.</summary>
/// <param name="Layout">Null: the account's own, or else a guess.</param>
public sealed record PreviewCsv(Guid UploadId, CsvMapping? Layout) : IQuery<CsvPreview?>;

/// <param name="Rows">The first rows as they are, each with its line in the file.</param>
/// <param name="Columns">How many columns the file has.</param>
/// <param name="Lines">What the first lines of money mean; empty when the file is refused.</param>
/// <param name="Totals">Null when the file is refused.</param>
/// <param name="Problem">Why the file cannot be read so; null when it can.</param>
public sealed record CsvPreview(
    Guid AccountId, string Account, string FileName, CsvMapping Layout, IReadOnlyList<CsvRow> Rows, int Columns, IReadOnlyList<CsvLine> Lines, CsvTotals? Totals, string? Problem)
{
    /// <summary>The layout with the names of this file's columns, so that a file with others is refused later.</summary>
    internal static CsvMapping WithHeader(byte[] content, CsvMapping layout) => layout with
    {
        Header = CsvStatementReader.HeaderOf(CsvTable.Read(ReadText.Decode(content), layout.Delimiter, Math.Max(1, layout.HeaderRows)), layout.HeaderRows),
    };
}

public sealed record CsvRow(int Row, IReadOnlyList<string> Fields);

/// <param name="AmountPence">What came in above zero.</param>
public sealed record CsvLine(int Row, DateOnly Date, long AmountPence, string Text);

/// <summary>Pence; balances are null where the file has none.</summary>
public sealed record CsvTotals(int Lines, DateOnly From, DateOnly To, long InPence, long OutPence, long? OpeningPence, long? ClosingPence);

internal sealed class PreviewCsvHandler(ShopDbContext db) : IRequestHandler<PreviewCsv, CsvPreview?>
{
    private const int Shown = 8;

    public async Task<CsvPreview?> Handle(PreviewCsv request, CancellationToken cancellationToken)
    {
        var upload = await db.Set<BankUpload>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == request.UploadId, cancellationToken);
        if (upload is null) return null;
        var account = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == upload.AccountId, cancellationToken);
        var text = ReadText.Decode(upload.Content);
        var layout = request.Layout ?? account.Layout ?? CsvGuess.Of(text);
        try
        {
            var rows = CsvTable.Read(text, layout.Delimiter, Shown + layout.HeaderRows);
            var preview = new CsvPreview(
                account.Id, account.Name, upload.FileName, layout, [.. rows.Select(r => new CsvRow(r.Row, r.Fields))], rows.Count == 0 ? 1 : rows.Max(r => r.Fields.Length), [], null, null);
            return Read(preview, upload.Content, text, account);
        }
        catch (StatementRefusedException e)
        {
            return new CsvPreview(account.Id, account.Name, upload.FileName, layout, [], 1, [], null, Problem(e));
        }
    }

    private static CsvPreview Read(CsvPreview preview, byte[] content, string text, BankAccount account)
    {
        try
        {
            var read = CsvStatementReader.Read(text, CsvPreview.WithHeader(content, preview.Layout));
            if (read.Account is { } words && !account.Is(words)) throw new StatementRefusedException(null, $"This file is of account {words}, not of {account.Name} ({account.SortCode} {account.Number}).");
            return preview with
            {
                Lines = [.. read.Lines.Take(Shown).Select(l => new CsvLine(l.Row, l.Date, l.AmountPence, l.Text))],
                Totals = new CsvTotals(
                    read.Lines.Count, read.From, read.To, read.Lines.Where(l => l.AmountPence > 0).Sum(l => l.AmountPence), read.Lines.Where(l => l.AmountPence < 0).Sum(l => l.AmountPence),
                    read.OpeningPence, read.ClosingPence),
            };
        }
        catch (StatementRefusedException e)
        {
            return preview with { Problem = Problem(e) };
        }
    }

    private static string Problem(StatementRefusedException e) => e.Row is { } row ? $"Line {row}: {e.Reason}" : e.Reason;
}
