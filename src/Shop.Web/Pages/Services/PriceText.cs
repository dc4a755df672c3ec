using Shop.Catalogue;
using Shop.Kernel;
using Shop.Kernel.Lines;

namespace Shop.Web.Pages.Services;

/// <summary>Prices of services in words, for lists and for the service page.</summary>
public static class PriceText
{
    private const int NeedsShown = 3;

    /// <summary>"£82.50", "From £82.50", "Free", "Free for some, otherwise from £77.00", or how it is priced.</summary>
    public static string Of(PriceSummary price) => price switch
    {
        { LowestPence: null } => price.Words ?? "",
        { LowestPaidPence: null } => "Free",
        { LowestPence: 0 } => $"Free for some, otherwise from {new Money(price.LowestPaidPence.Value)}",
        { IsOnePrice: true } => new Money(price.LowestPence.Value).ToString(),
        _ => $"From {new Money(price.LowestPence.Value)}",
    };

    /// <summary>", includes VAT at 20%"; empty where nothing is paid.</summary>
    public static string Vat(PriceSummary price) => price.VatWords.Length == 0 ? "" : $", {price.VatWords}";

    /// <summary>"Includes VAT at 20%."</summary>
    public static string VatSentence(PriceSummary price) => price.VatWords.Length == 0 ? "" : $"{char.ToUpperInvariant(price.VatWords[0])}{price.VatWords[1..]}.";

    /// <summary>"£50.00 Application check, no VAT, kept if you withdraw or we refuse".</summary>
    public static string Of(ChargeComponent part)
    {
        var price = part.GrossPence == 0 ? "Free" : new Money(part.GrossPence).ToString();
        var vat = part.GrossPence == 0 ? "" : $", {part.VatWords}";
        var kept = part.KeptWords.Length == 0 ? "" : $", {part.KeptWords}";
        var bond = part.Kind == ChargeKind.SecurityBond ? ", a bond you get back" : "";
        return $"{price} {LowerFirst(part.Name)}{vat}{bond}{kept}";
    }

    /// <summary>Beside a choice: the whole price, or what the choice adds; null where neither is known.</summary>
    public static string? Of(OptionChoice choice) => choice switch
    {
        { IsPossible: false } => "not available with your other choices",
        { TotalPence: 0 } => "free",
        { TotalPence: { } total } => new Money(total).ToString(),
        { AddsPence: > 0 } => $"adds {new Money(choice.AddsPence.Value)}",
        _ => null,
    };

    public static string Of(PriceListRow row) => row switch
    {
        { Pence: null } => row.Words ?? "",
        { Pence: 0 } => "Free",
        { Unit: { } unit } => $"{new Money(row.Pence.Value)} for each {unit}",
        _ => new Money(row.Pence.Value).ToString(),
    };

    public static string Total(IEnumerable<ChargeComponent> parts)
    {
        var total = parts.Sum(p => p.GrossPence);
        return total == 0 ? "Free" : new Money(total).ToString();
    }

    /// <summary>The first few of a list: "a; b; c and 2 more".</summary>
    public static string FirstOf(IReadOnlyList<string> needs)
    {
        var shown = string.Join("; ", needs.Take(NeedsShown));
        return needs.Count > NeedsShown ? $"{shown} and {needs.Count - NeedsShown} more" : shown;
    }

    public static string Tel(string phone) => "tel:" + phone.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Leaves abbreviations and names such as "Royal Mail" alone: only a single capital at the start of a name of common words is put in lower case.</summary>
    private static string LowerFirst(string name) =>
        name.Length > 1 && name.Skip(1).Any(char.IsUpper) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
