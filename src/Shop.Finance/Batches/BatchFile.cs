using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Shop.Catalogue.Contracts;
using Shop.Finance.Export;
using Shop.Kernel;

namespace Shop.Finance.Batches;

/// <summary>
/// Writes a batch for a general ledger as its profile says: UTF-8 without a byte order mark, lines ended by CR LF, text quoted and guarded
/// against being run as a formula, amounts as plain numbers.
/// </summary>
internal static class BatchFile
{
    public static byte[] Write(ExportProfile profile, ExportBatch batch, IReadOnlyList<ExportLine> lines)
    {
        using var memory = new MemoryStream();
        using (var csv = new CsvWriter(
            new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", Delimiter = profile.Delimiter }))
        {
            if (profile.Header)
            {
                csv.Header([.. profile.Columns.Select(c => c.Heading)]);
                csv.NextRecord();
            }

            foreach (var (row, index) in Rows(profile, batch, lines).Select((r, i) => (r, i)))
            {
                foreach (var column in profile.Columns) Write(csv, profile, column, batch, row, index + 1);
                csv.NextRecord();
            }
        }

        return memory.ToArray();
    }

    private sealed record Row(
        DateOnly Date, string CostCentre, string Subjective, string? VatCode, long DebitPence, long CreditPence, string Narrative, long? Journal, string? Order, string? Payout, string? BankLine);

    private static IEnumerable<Row> Rows(ExportProfile profile, ExportBatch batch, IReadOnlyList<ExportLine> lines) => profile.Lines switch
    {
        ExportLines.Entry => lines.Select(l => new Row(
            l.FinancialDate, l.CostCentre, l.Subjective, l.VatCode, l.DebitPence, l.CreditPence, l.Narrative, l.JournalNumber, Words(l.OrderReference), l.PayoutId, l.BankLineId)),
        ExportLines.Summed => lines
            .GroupBy(l => (l.FinancialDate, l.CostCentre, l.Subjective, VatCode: l.VatCode ?? "", IsDebit: l.DebitPence > 0))
            .OrderBy(g => g.Key.FinancialDate).ThenBy(g => g.Key.CostCentre, StringComparer.Ordinal).ThenBy(g => g.Key.Subjective, StringComparer.Ordinal)
            .ThenBy(g => g.Key.VatCode, StringComparer.Ordinal).ThenByDescending(g => g.Key.IsDebit)
            .Select(g => new Row(
                g.Key.FinancialDate, g.Key.CostCentre, g.Key.Subjective, g.Key.VatCode, g.Sum(l => l.DebitPence), g.Sum(l => l.CreditPence),
                string.Create(CultureInfo.InvariantCulture, $"Shop batch {batch.Number}, {g.Count()} entries"), null, null, null, null)),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    private static void Write(CsvWriter csv, ExportProfile profile, ExportColumn column, ExportBatch batch, Row row, int number)
    {
        switch (column.Value)
        {
            case ExportValue.BatchNumber: csv.Whole(batch.Number); break;
            case ExportValue.LineNumber: csv.Whole(number); break;
            case ExportValue.FinancialYear: csv.Whole(batch.FinancialYear); break;
            case ExportValue.Period: csv.Whole(batch.Period); break;
            case ExportValue.YearAndPeriod: csv.Whole(batch.FinancialYear * 100 + batch.Period); break;
            case ExportValue.Date: csv.WriteField(row.Date.ToString(profile.DateFormat, CultureInfo.InvariantCulture), shouldQuote: false); break;
            case ExportValue.CostCentre: Text(row.CostCentre); break;
            case ExportValue.Subjective: Text(row.Subjective); break;
            case ExportValue.Debit: Amount(row.DebitPence == 0 ? null : row.DebitPence); break;
            case ExportValue.Credit: Amount(row.CreditPence == 0 ? null : row.CreditPence); break;
            case ExportValue.SignedAmount: Amount(row.DebitPence - row.CreditPence); break;
            case ExportValue.CreditAmount: Amount(row.CreditPence - row.DebitPence); break;
            case ExportValue.VatCode: Text(row.VatCode); break;
            case ExportValue.Narrative: Text(row.Narrative); break;
            case ExportValue.JournalNumber: csv.WriteField(row.Journal?.ToString(CultureInfo.InvariantCulture) ?? "", shouldQuote: false); break;
            case ExportValue.OrderReference: Text(row.Order); break;
            case ExportValue.PayoutId: Text(row.Payout); break;
            case ExportValue.BankLineId: Text(row.BankLine); break;
            case ExportValue.Text: Text(column.Text); break;
            default: throw new ArgumentOutOfRangeException(nameof(column));
        }

        void Text(string? text) => csv.Text(column.MaxLength is { } most && text?.Length > most ? text[..most] : text);

        void Amount(long? pence) => csv.WriteField(
            pence is { } known ? new Money(known).ToDecimalText().Replace(".", profile.DecimalSeparator, StringComparison.Ordinal) : "", shouldQuote: false);
    }

    private static string? Words(string? reference) => OrderReference.TryParse(reference, out var parsed) ? parsed.ToString() : reference;
}
