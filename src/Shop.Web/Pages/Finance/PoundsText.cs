using System.Globalization;
using System.Text.RegularExpressions;

namespace Shop.Web.Pages.Finance;

/// <summary>An amount as people type it: "£1,234.50", "97", "97.00".</summary>
public static partial class PoundsText
{
    /// <summary>Null when it is no amount, or has a fraction of a penny. A comma stands before three digits only: "1,00" may mean a pound or a hundred.</summary>
    public static long? Pence(string? text)
    {
        var match = Amount().Match((text ?? "").Trim());
        if (!match.Success) return null;
        var pounds = match.Groups["pounds"].Value.Replace(",", "", StringComparison.Ordinal);
        var pence = match.Groups["pence"] is { Success: true } typed ? typed.Value : "00";
        return pounds.Length > 9 ? null : long.Parse(pounds + pence, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^£? ?(?<pounds>[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.(?<pence>[0-9]{2}))?\z")]
    private static partial Regex Amount();
}
