using System.Globalization;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>Reads the lines of a new checkout session. Totals are exact: a fraction of a penny is rounded once, per line.</summary>
internal static class LineItemReader
{
    private const int MaxLines = 100;
    private const int DecimalPlaces = 12;

    public static IReadOnlyList<LineItem> Read(ApiCall call)
    {
        var items = call.Input.Items("line_items");
        if (items.Count == 0) throw StripeError.Missing("line_items");
        if (items.Count > MaxLines) throw StripeError.Invalid($"You can have at most {MaxLines} line items.", "line_items");
        var lines = items.Select(item => ReadLine(item, call.Now)).ToList();
        return lines;
    }

    private static LineItem ReadLine(Params item, DateTimeOffset now)
    {
        var price = item.Group("price_data") ?? throw StripeError.Missing(item.Path("price_data"));
        var product = price.Group("product_data") ?? throw StripeError.Missing(price.Path("product_data"));
        var quantity = item.RequiredInteger("quantity");
        if (quantity < 1) throw StripeError.Invalid("Invalid integer: quantity must be at least 1", item.Path("quantity"), "parameter_invalid_integer");
        var unit = UnitAmount(price);
        return new(Ids.New("")[1..], now, Amounts.Currency(price), product.RequiredText("name", 1500), unit, quantity, Total(unit, quantity, price))
        {
            ProductDescription = product.Text("description"),
            ProductMetadata = Metadata.None.With(product.Metadata()),
            TaxBehavior = price.OneOf("tax_behavior", "exclusive", "inclusive", "unspecified") ?? "unspecified",
        };
    }

    private static string UnitAmount(Params price)
    {
        var whole = price.Integer("unit_amount");
        var fraction = price.Text("unit_amount_decimal");
        if (whole is not null && fraction is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: unit_amount, unit_amount_decimal.", price.Path("unit_amount"));
        if (whole is < 0) throw StripeError.Invalid("Invalid non-negative integer", price.Path("unit_amount"), "parameter_invalid_integer");
        return fraction ?? whole?.ToString(CultureInfo.InvariantCulture) ?? throw StripeError.Missing(price.Path("unit_amount"));
    }

    /// <summary>Unit x quantity in pence, half up, without ever leaving whole numbers.</summary>
    private static long Total(string unit, long quantity, Params price)
    {
        var parts = unit.Split('.');
        var places = parts.Length > 1 ? parts[1] : "";
        if (parts.Length > 2 || places.Length > DecimalPlaces
            || !Int128.TryParse(parts[0] + places.PadRight(DecimalPlaces, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var scaled)
            || scaled > Int128.Parse("1" + new string('0', 24), CultureInfo.InvariantCulture) || quantity > 1_000_000)
            throw StripeError.Invalid($"Invalid decimal: {unit}", price.Path("unit_amount_decimal"), "parameter_invalid_integer");
        var one = Int128.Parse("1" + new string('0', DecimalPlaces), CultureInfo.InvariantCulture);
        var total = (scaled * quantity + one / 2) / one;
        return total > 99_999_999 ? throw StripeError.Invalid("Amount must be no more than £999,999.99", "line_items", "amount_too_large") : (long)total;
    }
}
