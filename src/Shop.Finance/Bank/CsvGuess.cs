using Shop.Finance.Bank.Reading;

namespace Shop.Finance.Bank;

/// <summary>What the columns of a bank's CSV probably mean, so that the officer only has to look. Never saved unseen.</summary>
internal static class CsvGuess
{
    private static readonly string[] In = ["paid in", "credit", "money in", "receipts"];
    private static readonly string[] Out = ["paid out", "debit", "money out", "payments"];

    public static CsvMapping Of(string text)
    {
        var delimiter = CsvTable.GuessDelimiter(text);
        IReadOnlyList<(int Row, string[] Fields)> rows;
        try
        {
            rows = CsvTable.Read(text, delimiter, 50);
        }
        catch (StatementRefusedException)
        {
            rows = [];
        }

        var columns = rows.Count == 0 ? 1 : rows.Max(r => r.Fields.Length);
        var (dateColumn, format) = DateOf(rows, columns);
        var headerRows = rows.TakeWhile(r => ReadText.Date(Of(r.Fields, dateColumn), format) is null).Count();
        if (headerRows == rows.Count) headerRows = 0;
        string[] header = headerRows > 0 ? rows[headerRows - 1].Fields : [];
        var data = rows.Skip(headerRows).Select(r => r.Fields).ToList();
        var point = data.SelectMany(f => f).Count(f => IsMoney(f, ',')) > data.SelectMany(f => f).Count(f => IsMoney(f, '.')) ? ',' : '.';
        var money = Enumerable.Range(1, columns).Where(c => c != dateColumn && IsMoneyColumn(data, c, point)).ToList();
        var balance = money.Where(c => Named(header, c, "balance")).Select(c => (int?)c).FirstOrDefault();
        var amounts = money.Where(c => c != balance).ToList();
        // A file of days on which nothing went out (or nothing came in) has that column, too: empty, but with its name.
        var named = amounts.Concat(Enumerable.Range(1, columns).Where(c => data.All(f => Of(f, c).Length == 0))).Order().ToList();
        int? isIn = Find(named, header, In), isOut = Find(named.Where(c => c != isIn), header, Out);
        var two = isIn is not null && isOut is not null;
        var texts = Enumerable.Range(1, columns).Where(c => c != dateColumn && !money.Contains(c) && data.Any(f => Of(f, c).Count(char.IsLetter) > 3)).ToList();
        return new CsvMapping(
            delimiter, headerRows, dateColumn, format, two ? CsvAmounts.TwoColumns : CsvAmounts.InwardPositive, (two ? isIn : amounts.Select(c => (int?)c).FirstOrDefault()) ?? 1, two ? isOut : null,
            texts.Count > 0 ? texts : [1], BalanceColumn: balance, DecimalPoint: point.ToString());
    }

    private static (int Column, string Format) DateOf(IReadOnlyList<(int Row, string[] Fields)> rows, int columns) => (
        from column in Enumerable.Range(1, columns)
        from format in CsvChoices.DateFormats
        let hits = rows.Count(r => ReadText.Date(Of(r.Fields, column), format.Format) is not null)
        orderby hits descending, column
        select (column, format.Format)).FirstOrDefault((1, CsvChoices.DateFormats[0].Format));

    private static bool IsMoneyColumn(List<string[]> data, int column, char point)
    {
        var filled = data.Select(f => Of(f, column)).Where(f => f.Length > 0).ToList();
        return filled.Count > 0 && filled.All(f => ReadText.Pence(f, point) is not null) && filled.Any(f => IsMoney(f, point));
    }

    /// <summary>With decimals: a bare number may be a reference.</summary>
    private static bool IsMoney(string text, char point) => text.Contains(point, StringComparison.Ordinal) && ReadText.Pence(text, point) is not null;

    private static int? Find(IEnumerable<int> columns, string[] header, string[] names) => columns.Where(c => Named(header, c, names)).Select(c => (int?)c).FirstOrDefault();

    private static bool Named(string[] header, int column, params string[] names) => names.Any(n => Of(header, column).Contains(n, StringComparison.OrdinalIgnoreCase));

    private static string Of(string[] fields, int column) => column <= fields.Length ? fields[column - 1] : "";
}
