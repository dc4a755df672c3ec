using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Reading;

namespace Shop.Web.Pages.Finance;

/// <summary>What an officer says about the columns of a bank's CSV.</summary>
public sealed class LayoutForm
{
    private const int MostHeaderRows = 20;

    [FromForm(Name = "delimiter")] public string? Delimiter { get; set; }

    [FromForm(Name = "headerRows")] public string? HeaderRows { get; set; }

    [FromForm(Name = "dateColumn")] public string? DateColumn { get; set; }

    [FromForm(Name = "dateFormat")] public string? DateFormat { get; set; }

    [FromForm(Name = "amounts")] public string? Amounts { get; set; }

    [FromForm(Name = "amountColumn")] public string? AmountColumn { get; set; }

    [FromForm(Name = "outColumn")] public string? OutColumn { get; set; }

    [FromForm(Name = "textColumns")] public string[] TextColumns { get; set; } = [];

    [FromForm(Name = "referenceColumn")] public string? ReferenceColumn { get; set; }

    [FromForm(Name = "balanceColumn")] public string? BalanceColumn { get; set; }

    [FromForm(Name = "accountColumn")] public string? AccountColumn { get; set; }

    [FromForm(Name = "decimalPoint")] public string? DecimalPoint { get; set; }

    public static readonly IReadOnlyList<GovOption> Delimiters = [.. CsvChoices.Delimiters.Select(d => new GovOption(d.Delimiter, d.Words))];

    public static readonly IReadOnlyList<GovOption> DateFormats = [.. CsvChoices.DateFormats.Select(f => new GovOption(f.Format, f.Words))];

    public static readonly IReadOnlyList<GovOption> DecimalPoints = [new(".", "Point: 1,234.50"), new(",", "Comma: 1.234,50")];

    public static readonly IReadOnlyList<GovOption> Ways =
    [
        new(nameof(CsvAmounts.InwardPositive), "One column", "What went out has a minus, or brackets, or DR."), new(nameof(CsvAmounts.OutwardPositive), "One column, the other way round", "What came in has the minus."),
        new(nameof(CsvAmounts.TwoColumns), "Two columns", "One for what came in, one for what went out."),
    ];

    public static LayoutForm Of(CsvMapping layout) => new()
    {
        Delimiter = layout.Delimiter,
        HeaderRows = Text(layout.HeaderRows),
        DateColumn = Text(layout.DateColumn),
        DateFormat = layout.DateFormat,
        Amounts = layout.Amounts.ToString(),
        AmountColumn = Text(layout.AmountColumn),
        OutColumn = Text(layout.OutColumn),
        TextColumns = [.. layout.TextColumns.Select(c => Text(c)!)],
        ReferenceColumn = Text(layout.ReferenceColumn),
        BalanceColumn = Text(layout.BalanceColumn),
        AccountColumn = Text(layout.AccountColumn),
        DecimalPoint = layout.DecimalPoint,
    };

    /// <summary>Null, with a message for each field, when something is missing.</summary>
    public CsvMapping? Read(ModelStateDictionary state)
    {
        if (Number(HeaderRows, 0, MostHeaderRows) is null) state.AddModelError("headerRows", $"Enter how many rows stand above the first line of money, from 0 to {MostHeaderRows}");
        if (Column(DateColumn) is null) state.AddModelError("dateColumn", "Select the column with the date");
        if (Column(AmountColumn) is null) state.AddModelError("amountColumn", "Select the column with the amount");
        if (Way == CsvAmounts.TwoColumns && Column(OutColumn) is null) state.AddModelError("outColumn", "Select the column with what went out");
        if (TextColumns.All(c => Column(c) is null)) state.AddModelError("textColumns", "Select at least one column that tells what a line is");
        if (!state.IsValid) return null;
        return new CsvMapping(
            Known(Delimiter, CsvChoices.Delimiters.Select(d => d.Delimiter)), Number(HeaderRows, 0, MostHeaderRows)!.Value, Column(DateColumn)!.Value, Known(DateFormat, CsvChoices.DateFormats.Select(f => f.Format)),
            Way, Column(AmountColumn)!.Value, Way == CsvAmounts.TwoColumns ? Column(OutColumn) : null, [.. TextColumns.Select(Column).OfType<int>()],
            Column(ReferenceColumn), null, Column(BalanceColumn), Column(AccountColumn), DecimalPoint == "," ? "," : ".");
    }

    /// <summary>"Column 4: Value (76.06)".</summary>
    public static IReadOnlyList<GovOption> Columns(CsvPreview preview, string? none)
    {
        var header = preview.Layout.HeaderRows is var rows and > 0 && rows <= preview.Rows.Count ? preview.Rows[rows - 1].Fields : [];
        var sample = preview.Rows.Skip(preview.Layout.HeaderRows).FirstOrDefault()?.Fields ?? [];
        var columns = Enumerable.Range(1, preview.Columns).Select(c => new GovOption(Text(c)!, $"Column {c}{Named(header, c, ": ", "")}{Named(sample, c, " (", ")")}"));
        return none is null ? [.. columns] : [new("", none), .. columns];
    }

    private CsvAmounts Way => Enum.GetValues<CsvAmounts>().FirstOrDefault(a => a.ToString() == Amounts);

    private static string Named(IReadOnlyList<string> fields, int column, string before, string after) =>
        column <= fields.Count && fields[column - 1] is { Length: > 0 } text ? $"{before}{(text.Length > 40 ? text[..40] + "…" : text)}{after}" : "";

    private static string Known(string? chosen, IEnumerable<string> all) => all.FirstOrDefault(c => c == chosen) ?? all.First();

    private static int? Column(string? text) => Number(text, 1, 100);

    private static int? Number(string? text, int from, int to) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
