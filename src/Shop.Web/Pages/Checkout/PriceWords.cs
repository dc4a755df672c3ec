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
        return part.KeptWords.Length == 0 ? price : $"{price}, {part.KeptWords}";
    }

    /// <summary>"3 copies" is more than we know to form: "3 × copy".</summary>
    public static string Quantity(LineSnapshot line) => line.Unit is null ? $"{line.Quantity}" : $"{line.Quantity} × {line.Unit}";
}
