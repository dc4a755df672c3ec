using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Shop.Finance.Export;

/// <summary>
/// A CSV file that a spreadsheet opens without surprise: UTF-8 with a byte order mark, text quoted and guarded against
/// being run as a formula, amounts as plain numbers in pounds with two decimals.
/// </summary>
internal static class CsvText
{
    private const string StartsFormula = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static CsvWriter Open(Stream to) => new(
        new StreamWriter(to, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });

    /// <summary>Text is always quoted; an apostrophe before = + - @ TAB CR keeps it text (OWASP, CSV injection).</summary>
    public static void Text(this CsvWriter csv, string? text) => csv.WriteField(Guard(text ?? ""), shouldQuote: true);

    /// <summary>A plain number in pounds; empty when null.</summary>
    public static void Amount(this CsvWriter csv, long? pence) => csv.WriteField(pence is { } known ? new Kernel.Money(known).ToDecimalText() : "", shouldQuote: false);

    public static void Whole(this CsvWriter csv, int number) => csv.WriteField(number.ToString(CultureInfo.InvariantCulture), shouldQuote: false);

    public static void Day(this CsvWriter csv, DateOnly? day) => csv.WriteField(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", shouldQuote: false);

    public static void Header(this CsvWriter csv, params string[] names)
    {
        foreach (var name in names) csv.WriteField(name, shouldQuote: true);
    }

    private static string Guard(string text) => text.Length > 0 && StartsFormula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
