namespace Shop.Catalogue.Contracts;

/// <summary>How a journal batch is written for a general ledger: a file of seed-data/export-profiles.</summary>
/// <param name="Id">The file's name.</param>
/// <param name="DateFormat">Of .NET, invariant.</param>
public sealed record ExportProfile(
    string Id, string Name, ExportLines Lines, string Delimiter, string DecimalSeparator, string DateFormat, bool Header, IReadOnlyList<ExportColumn> Columns);

/// <param name="Text">What stands in every line of a <see cref="ExportValue.Text"/> column.</param>
/// <param name="MaxLength">Longer text is cut; null: never.</param>
public sealed record ExportColumn(string Heading, ExportValue Value, string? Text, int? MaxLength);

public enum ExportLines
{
    /// <summary>A line an entry of the ledger.</summary>
    Entry,

    /// <summary>A line a day, code, VAT code and side.</summary>
    Summed,
}

public enum ExportValue
{
    BatchNumber,
    LineNumber,
    FinancialYear,
    Period,

    /// <summary>"202607".</summary>
    YearAndPeriod,
    Date,
    CostCentre,
    Subjective,
    Debit,
    Credit,

    /// <summary>Positive for a debit.</summary>
    SignedAmount,

    /// <summary>Positive for a credit.</summary>
    CreditAmount,
    VatCode,
    Narrative,
    JournalNumber,
    OrderReference,
    PayoutId,
    BankLineId,
    Text,
}
