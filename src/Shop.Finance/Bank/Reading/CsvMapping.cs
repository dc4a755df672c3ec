namespace Shop.Finance.Bank.Reading;

/// <summary>
/// How a bank lays out its CSV, saved per account. Columns count from 1, as people count them; null is "there is none".
/// </summary>
/// <param name="Delimiter">Between columns: "," ";" "|" or "tab".</param>
/// <param name="HeaderRows">Rows above the first line of money; the last of them is taken as the columns' names.</param>
/// <param name="DateFormat">One of <see cref="CsvChoices.DateFormats"/>.</param>
/// <param name="Amounts">Where the amounts stand.</param>
/// <param name="AmountColumn">The signed amount; with two columns, what came in.</param>
/// <param name="OutColumn">With two columns, what went out.</param>
/// <param name="TextColumns">All that tells what a line is, in this order.</param>
/// <param name="BalanceColumn">The balance after each line: each is checked.</param>
/// <param name="AccountColumn">The account's number in each line: another account's file is refused.</param>
/// <param name="Header">The names of the columns when the mapping was saved; a file with others is refused. Null without header.</param>
public sealed record CsvMapping(
    string Delimiter, int HeaderRows, int DateColumn, string DateFormat, CsvAmounts Amounts, int AmountColumn, int? OutColumn, IReadOnlyList<int> TextColumns,
    int? ReferenceColumn = null, int? TypeColumn = null, int? BalanceColumn = null, int? AccountColumn = null, string DecimalPoint = ".", IReadOnlyList<string>? Header = null);

public enum CsvAmounts
{
    /// <summary>One column, what came in above zero.</summary>
    InwardPositive,

    /// <summary>One column, what went out above zero.</summary>
    OutwardPositive,

    /// <summary>One column for what came in, one for what went out, both without sign.</summary>
    TwoColumns,
}

/// <summary>What the wizard offers.</summary>
public static class CsvChoices
{
    /// <summary>The formats and how people say them.</summary>
    public static IReadOnlyList<(string Format, string Words)> DateFormats { get; } =
    [
        ("d/M/yyyy", "31/12/2026"), ("d/M/yy", "31/12/26"), ("yyyy-M-d", "2026-12-31"), ("yyyy/M/d", "2026/12/31"), ("yyMMdd", "261231"), ("yyyyMMdd", "20261231"),
        ("d MMM yyyy", "31 Dec 2026"), ("d-MMM-yy", "31-Dec-26"), ("d-MMM-yyyy", "31-Dec-2026"), ("d.M.yyyy", "31.12.2026"), ("M/d/yyyy", "12/31/2026 (month first)"),
    ];

    public static IReadOnlyList<(string Delimiter, string Words)> Delimiters { get; } = [(",", "Comma"), (";", "Semicolon"), ("tab", "Tab"), ("|", "Upright bar")];
}
