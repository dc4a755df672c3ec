using System.Globalization;

namespace Shop.Web.Pages.Finance;

/// <summary>An amount as people type it: "£1,234.50", "97", "97.00".</summary>
public static class PoundsText
{
    /// <summary>Null when it is no amount, or has a fraction of a penny.</summary>
    public static long? Pence(string? text)
    {
        var plain = (text ?? "").Trim().TrimStart('£').Replace(",", "", StringComparison.Ordinal);
        var parts = plain.Split('.');
        if (parts.Length > 2 || plain.Length > 12 || (parts.Length == 2 && parts[1].Length != 2)) return null;
        if (!parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit))) return null;
        return long.Parse(parts[0] + (parts.Length == 2 ? parts[1] : "00"), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
