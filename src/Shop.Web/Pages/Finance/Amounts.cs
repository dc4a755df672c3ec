using System.Globalization;

namespace Shop.Web.Pages.Finance;

/// <summary>Amounts as accountants type them.</summary>
public static class Amounts
{
    /// <summary>Pence of "£1,234.50", "97", "-12.00"; null when it is no amount.</summary>
    public static long? Read(string? text)
    {
        var plain = (text ?? "").Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var negative = plain.StartsWith('-');
        var parts = plain.TrimStart('-').Split('.');
        if (parts.Length > 2 || parts[0].Length is 0 or > 10 || (parts.Length == 2 && parts[1].Length != 2) || !parts.All(p => p.All(char.IsAsciiDigit))) return null;
        var pence = long.Parse(parts[0] + (parts.Length == 2 ? parts[1] : "00"), NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -pence : pence;
    }
}
