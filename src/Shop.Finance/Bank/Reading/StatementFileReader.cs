namespace Shop.Finance.Bank.Reading;

/// <summary>Tells by its content what a file is, and reads it.</summary>
internal static class StatementFileReader
{
    /// <summary>5 MB: a year of a busy account.</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>What the file is by its first characters. Throws <see cref="StatementRefusedException"/> when it is no text or empty.</summary>
    public static StatementFormat Sniff(byte[] content)
    {
        if (content.Length > MostBytes) throw new StatementRefusedException(null, "The file is larger than 5MB.");
        var start = ReadText.Decode(content).TrimStart();
        if (start.Length == 0) throw new StatementRefusedException(null, "The file is empty.");
        if (start[0] == '<') return StatementFormat.Camt053;
        return start.StartsWith("{1:", StringComparison.Ordinal) || start.StartsWith(":20:", StringComparison.Ordinal) || start.StartsWith("\u0001{1:", StringComparison.Ordinal)
            ? StatementFormat.Mt940
            : StatementFormat.Csv;
    }

    /// <summary>Throws <see cref="StatementRefusedException"/> when anything in it is wrong: then nothing of it counts.</summary>
    /// <param name="mapping">Of the account; needed for CSV only.</param>
    public static IReadOnlyList<ReadStatement> Read(byte[] content, CsvMapping? mapping) => Sniff(content) switch
    {
        StatementFormat.Camt053 => Camt053Reader.Read(content),
        StatementFormat.Mt940 => Mt940Reader.Read(ReadText.Decode(content)),
        _ => [CsvStatementReader.Read(ReadText.Decode(content), mapping ?? throw new StatementRefusedException(null, "The layout of this account’s CSV files is not known yet."))],
    };
}
