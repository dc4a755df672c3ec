using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Shop.Finance.Bank.Reading;

/// <summary>The rows of a CSV file with their lines in it. Empty rows are left out.</summary>
internal static class CsvTable
{
    private const int MostColumns = 100;

    /// <param name="most">Rows to read; the rest is not looked at.</param>
    public static IReadOnlyList<(int Row, string[] Fields)> Read(string text, string delimiter, int most = int.MaxValue)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter == "tab" ? "\t" : delimiter,
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
            MaxFieldSize = 10_000,
            BadDataFound = null,
        };
        var rows = new List<(int, string[])>();
        try
        {
            using var parser = new CsvParser(new StringReader(text), configuration);
            while (rows.Count < most && parser.Read())
            {
                if (parser.Count > MostColumns) throw new StatementRefusedException(parser.RawRow, $"This line has more than {MostColumns} columns.");
                var fields = parser.Record!.Select(f => f.Trim()).ToArray();
                if (fields.Any(f => f.Length > 0)) rows.Add((parser.RawRow, fields));
            }
        }
        catch (CsvHelperException)
        {
            throw new StatementRefusedException(null, $"The file cannot be read as columns after {rows.Count} rows.");
        }

        return rows;
    }

    /// <summary>The delimiter that makes the most columns in the most rows.</summary>
    public static string GuessDelimiter(string text) => CsvChoices.Delimiters.Select(d => d.Delimiter)
        .MaxBy(d => Score(text, d)) ?? ",";

    private static int Score(string text, string delimiter)
    {
        var counts = ReadText.Lines(text).Where(l => l.Length > 0).Take(20).Select(l => l.Split(delimiter == "tab" ? "\t" : delimiter).Length).Where(n => n > 1).ToList();
        return counts.Count == 0 ? 0 : counts.GroupBy(n => n).Max(g => g.Count()) * 100 + counts.Max();
    }
}
