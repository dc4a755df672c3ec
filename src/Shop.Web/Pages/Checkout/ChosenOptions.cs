using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Shop.Web.Pages.Checkout;

/// <summary>Options and quantity as they stand in an address or a form: "option-length=2-weeks&amp;quantity=1". Nothing here is trusted; the quote checks it.</summary>
public sealed record ChosenOptions(IReadOnlyDictionary<string, string> Choices, int Quantity)
{
    public const string Prefix = "option-";
    public const string QuantityField = "quantity";
    private const int LongestTyped = 20;

    /// <summary>The quantity as typed, where it is no number: people see what they typed beside the error. Null otherwise.</summary>
    public string? TypedQuantity { get; private init; }

    /// <summary>No quantity is one; a quantity that is no number is zero, which no service sells.</summary>
    public static ChosenOptions From(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var choices = new Dictionary<string, string>(StringComparer.Ordinal);
        var (quantity, typed) = (1, (string?)null);
        foreach (var (name, values) in fields)
        {
            var value = values.LastOrDefault() ?? "";
            if (name == QuantityField) (quantity, typed) = Number(value) is { } number ? (number, null) : (0, value.Length > LongestTyped ? value[..LongestTyped] : value);
            else if (name.StartsWith(Prefix, StringComparison.Ordinal)) choices[name[Prefix.Length..]] = value;
        }

        return new ChosenOptions(choices, quantity) { TypedQuantity = typed };
    }

    public QueryString ToQueryString()
    {
        var query = QueryString.Create(Choices.Select(c => KeyValuePair.Create(Prefix + c.Key, (string?)c.Value)));
        return Quantity == 1 ? query : query.Add(QuantityField, TypedQuantity ?? Quantity.ToString(CultureInfo.InvariantCulture));
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
