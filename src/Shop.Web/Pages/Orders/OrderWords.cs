using Shop.Kernel;
using Shop.Orders;

namespace Shop.Web.Pages.Orders;

/// <summary>Sentences about money on order pages.</summary>
public static class OrderWords
{
    /// <summary>What of a refused line's price goes back and what is kept.</summary>
    public static string OfRefund(ResidentOrderLine line)
    {
        var price = line.Snapshot.GrossPence;
        if (line.RefundDuePence == price) return $"We give the whole {new Money(price)} back to the card you paid with.";
        return line.RefundDuePence == 0
            ? $"The {new Money(price)} is kept. {line.Snapshot.RefundWords}"
            : $"We give {new Money(line.RefundDuePence)} back to the card you paid with. {new Money(price - line.RefundDuePence)} is kept. {line.Snapshot.RefundWords}";
    }

    /// <summary>"Visa ending 4242"; empty for a free order.</summary>
    public static string OfCard(string? brand, string? last4)
    {
        if (string.IsNullOrEmpty(last4)) return "";
        return $"{Brand(brand)} ending {last4}";
    }

    /// <summary>"2 weeks, 3 × copy": what was chosen, as far as it tells one line of a receipt from another.</summary>
    public static string OfOptions(ReceiptLine line) => string.Join(", ",
        line.Options.Select(o => o.Choice).Concat(line.Unit is null ? [] : [$"{line.Quantity} × {line.Unit}"]));

    private static string Brand(string? brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        _ => "a card",
    };
}
