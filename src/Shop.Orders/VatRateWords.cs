using System.Globalization;

namespace Shop.Orders;

/// <summary>A rate as it stands on a receipt.</summary>
internal static class VatRateWords
{
    /// <summary>"20%", "17.5%", "0%", "Exempt", "Outside scope".</summary>
    public static string Of(string vatCode, int basisPoints) => vatCode switch
    {
        "E" => "Exempt",
        "O" => "Outside scope",
        _ => string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100}{Fraction(basisPoints % 100)}%"),
    };

    private static string Fraction(int hundredths) =>
        hundredths == 0 ? "" : "." + hundredths.ToString("00", CultureInfo.InvariantCulture).TrimEnd('0');
}
