using System.Globalization;

namespace Shop.Simulator.Council;

/// <summary>Amounts as pages and files write them.</summary>
internal static class Pounds
{
    /// <summary>"£1,234.56", "-£3.00" or "-3.00" as pence; a text without digits is nought.</summary>
    public static long Pence(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length == 0) return 0;
        var pence = long.Parse(digits, CultureInfo.InvariantCulture);
        return text.Contains('-', StringComparison.Ordinal) || text.Contains('−', StringComparison.Ordinal) ? -pence : pence;
    }

    public static string Write(long pence) => (pence / 100m).ToString("C", CultureInfo.GetCultureInfo("en-GB"));
}
