using System.Globalization;
using Shop.Baskets.Contracts;
using Shop.Kernel;
using Shop.Kernel.Lines;

namespace Shop.Web.Pages.Checkout;

/// <summary>A price with its VAT in words, the same everywhere.</summary>
public static class PriceWords
{
    /// <summary>"£45.00, includes VAT at 20%"; "£87.82, includes £12.97 VAT" where parts differ; "Free".</summary>
    public static string Of(LineSnapshot line)
    {
        if (line.GrossPence == 0) return "Free";
        var words = line.Components.Where(c => c.GrossPence != 0).Select(c => c.VatWords).Distinct().ToList();
        return words.Count == 1
            ? $"{new Money(line.GrossPence)}, {words[0]}"
            : $"{new Money(line.GrossPence)}, includes {new Money(line.VatPence)} VAT";
    }

    /// <summary>"£50.00, no VAT, kept if you withdraw or we refuse".</summary>
    public static string Of(ChargeComponent part)
    {
        var price = part.GrossPence == 0 ? "Free" : $"{new Money(part.GrossPence)}, {part.VatWords}";
        if (part.Kind == ChargeKind.SecurityBond) price += ", a bond you get back";
        return part.KeptWords.Length == 0 ? price : $"{price}, {part.KeptWords}";
    }

    /// <summary>"VAT at 20% on £483.33".</summary>
    public static string Of(VatTotal vat) =>
        string.Create(CultureInfo.InvariantCulture, $"VAT at {vat.RateBasisPoints / 100}{Hundredths(vat.RateBasisPoints % 100)}% on {new Money(vat.NetPence)}");

    /// <summary>"3 copies" is more than we know to form: "3 × copy".</summary>
    public static string Quantity(LineSnapshot line) => line.Unit is null ? $"{line.Quantity}" : $"{line.Quantity} × {line.Unit}";

    private static string Hundredths(int rest) => rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{rest:00}").TrimEnd('0');
}
