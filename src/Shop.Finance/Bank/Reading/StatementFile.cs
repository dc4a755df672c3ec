namespace Shop.Finance.Bank.Reading;

/// <summary>How a bank writes its statements.</summary>
public enum StatementFormat { Csv, Mt940, Camt053 }

/// <summary>One statement as a file tells it. Amounts in pence, what came in above zero.</summary>
/// <param name="Account">The account in the bank's words (IBAN, sort code and number); null when the file does not say.</param>
/// <param name="Number">The bank's running number; null where it gives none.</param>
/// <param name="Sequence">Page of that number, or the number within the year.</param>
/// <param name="OpeningPence">Null when the file carries no balances; then there is no closing one, either.</param>
internal sealed record ReadStatement(
    string? Account, string? Number, string? Sequence, long? OpeningPence, long? ClosingPence, DateOnly From, DateOnly To, IReadOnlyList<ReadLine> Lines);

/// <param name="Row">Its line in the file, from 1; higher than that of the line before it also where both stand in one.</param>
/// <param name="Date">The day the bank booked it.</param>
/// <param name="Text">All that the bank says about it, one space between words.</param>
internal sealed record ReadLine(int Row, DateOnly Date, DateOnly? ValueDate, long AmountPence, string Text, string? Reference, string? Type);

/// <summary>The file cannot be taken: nothing of it is.</summary>
/// <param name="row">Line of the file, from 1; null where the whole file is meant.</param>
internal sealed class StatementRefusedException(int? row, string reason) : Exception(row is null ? reason : $"Line {row}: {reason}")
{
    public int? Row { get; } = row;
    public string Reason { get; } = reason;
}
