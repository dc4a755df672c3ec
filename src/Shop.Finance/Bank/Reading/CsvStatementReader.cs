namespace Shop.Finance.Bank.Reading;

/// <summary>
/// Reads a bank's CSV by the account's mapping. Where the bank writes the balance beside each line, every one of them is
/// checked. Throws <see cref="StatementRefusedException"/> for whatever does not fit, and nothing else.
/// </summary>
internal static class CsvStatementReader
{
    public static ReadStatement Read(string text, CsvMapping mapping)
    {
        var rows = CsvTable.Read(text, mapping.Delimiter);
        RequireHeader(rows, mapping);
        RequireColumns([.. rows.Skip(mapping.HeaderRows)]);
        var lines = new List<ReadLine>();
        var balances = new List<long?>();
        string? account = null;
        foreach (var (row, fields) in rows.Skip(mapping.HeaderRows))
        {
            lines.Add(Line(row, fields, mapping));
            if (mapping.BalanceColumn is { } column) balances.Add(Balance(row, fields, column, mapping));
            if (mapping.AccountColumn is { } its) account = SameAccount(account, Field(row, fields, its, "account"), row);
        }

        if (lines.Count == 0) throw new StatementRefusedException(null, "There is no line of money in this file.");
        var (opening, closing) = mapping.BalanceColumn is null ? (null, null) : Balances(lines, balances);
        return new ReadStatement(account, null, null, opening, closing, lines.Min(l => l.Date), lines.Max(l => l.Date), lines);
    }

    /// <summary>The names of the columns; null where the mapping knows of no header or the file has none.</summary>
    public static IReadOnlyList<string>? HeaderOf(IReadOnlyList<(int Row, string[] Fields)> rows, int headerRows) =>
        headerRows > 0 && rows.Count >= headerRows ? rows[headerRows - 1].Fields : null;

    private static void RequireHeader(IReadOnlyList<(int Row, string[] Fields)> rows, CsvMapping mapping)
    {
        if (mapping.Header is not { } saved) return;
        var header = HeaderOf(rows, mapping.HeaderRows);
        if (header is null || !header.SequenceEqual(saved, StringComparer.OrdinalIgnoreCase))
            throw new StatementRefusedException(header is null ? null : rows[mapping.HeaderRows - 1].Row, "The columns are not those for which the layout of this account was saved. Check the layout.");
    }

    /// <summary>A comma too many would put an amount's pennies into the next column.</summary>
    private static void RequireColumns(IReadOnlyList<(int Row, string[] Fields)> rows)
    {
        if (rows.Count == 0) return;
        var usual = rows.CountBy(r => r.Fields.Length).MaxBy(c => c.Value).Key;
        foreach (var (row, fields) in rows.Where(r => r.Fields.Length > usual))
            throw new StatementRefusedException(row, $"This line has {fields.Length} columns, the others have {usual}.");
    }

    private static ReadLine Line(int row, string[] fields, CsvMapping mapping)
    {
        var dateText = Field(row, fields, mapping.DateColumn, "date");
        var date = ReadText.Date(dateText, mapping.DateFormat) ?? throw new StatementRefusedException(row, $"“{ReadText.Tidy(dateText)}” in column {mapping.DateColumn} is not a date like {Example(mapping.DateFormat)}.");
        var texts = mapping.TextColumns.Where(c => c <= fields.Length).Select(c => fields[c - 1]).ToArray();
        var text = ReadText.Tidy(texts);
        return new ReadLine(row, date, null, Amount(row, fields, mapping), text.Length > 0 ? text : "No text", Optional(fields, mapping.ReferenceColumn), Optional(fields, mapping.TypeColumn));
    }

    private static long Amount(int row, string[] fields, CsvMapping mapping)
    {
        if (mapping.Amounts != CsvAmounts.TwoColumns)
            return Pence(row, fields, mapping.AmountColumn, mapping) * (mapping.Amounts == CsvAmounts.OutwardPositive ? -1 : 1);
        var (isIn, isOut) = (Field(row, fields, mapping.AmountColumn, "amount"), Field(row, fields, mapping.OutColumn ?? 0, "amount"));
        var paidIn = isIn.Length == 0 ? 0 : Pence(row, fields, mapping.AmountColumn, mapping);
        var paidOut = isOut.Length == 0 ? 0 : Pence(row, fields, mapping.OutColumn!.Value, mapping);
        if (isIn.Length == 0 && isOut.Length == 0) throw new StatementRefusedException(row, $"There is no amount in columns {mapping.AmountColumn} and {mapping.OutColumn}.");
        // Some banks write what went out with a minus although it has a column of its own.
        return paidIn != 0 && paidOut != 0 ? throw new StatementRefusedException(row, "This line has an amount in and an amount out.") : paidIn - Math.Abs(paidOut);
    }

    private static long Pence(int row, string[] fields, int column, CsvMapping mapping)
    {
        var text = Field(row, fields, column, "amount");
        return ReadText.Pence(text, mapping.DecimalPoint == "," ? ',' : '.') ?? throw new StatementRefusedException(row, $"“{ReadText.Tidy(text)}” in column {column} is not an amount.");
    }

    private static long? Balance(int row, string[] fields, int column, CsvMapping mapping) =>
        column <= fields.Length && fields[column - 1].Length > 0 ? Pence(row, fields, column, mapping) : null;

    /// <summary>Opening and closing balance. Files run from old to new or from new to old: one of the two must add up throughout.</summary>
    private static (long? Opening, long? Closing) Balances(List<ReadLine> lines, List<long?> balances)
    {
        var oldFirst = FirstBreak(lines, balances);
        if (oldFirst is not null)
        {
            lines.Reverse();
            balances.Reverse();
            if (FirstBreak(lines, balances) is not null)
                throw new StatementRefusedException(oldFirst, "The balance beside this line is not the one before plus the line: a line is missing or an amount is wrong.");
        }

        var first = balances.FindIndex(b => b is not null);
        if (first < 0) return (null, null);
        var opening = balances[first]!.Value - lines.Take(first + 1).Sum(l => l.AmountPence);
        return (opening, opening + lines.Sum(l => l.AmountPence));
    }

    /// <summary>Some banks write the balance once a day only: what lies between two balances must add up.</summary>
    private static int? FirstBreak(List<ReadLine> lines, List<long?> balances)
    {
        long? running = null;
        for (var i = 0; i < lines.Count; i++)
        {
            running += lines[i].AmountPence;
            if (balances[i] is not { } balance) continue;
            if (running is { } expected && expected != balance) return lines[i].Row;
            running = balance;
        }

        return null;
    }

    private static string SameAccount(string? before, string here, int row) =>
        before is null || before == here ? here : throw new StatementRefusedException(row, $"This line is of account {ReadText.Tidy(here)}, those before are of {ReadText.Tidy(before)}.");

    private static string Field(int row, string[] fields, int column, string what) =>
        column >= 1 && column <= fields.Length ? fields[column - 1] : throw new StatementRefusedException(row, $"This line has no column {column} for the {what}; it has {fields.Length}.");

    private static string? Optional(string[] fields, int? column) => column is { } known && known >= 1 && known <= fields.Length ? ReadText.OrNull(fields[known - 1]) : null;

    private static string Example(string format) => CsvChoices.DateFormats.Where(f => f.Format == format).Select(f => f.Words).FirstOrDefault() ?? format;
}
