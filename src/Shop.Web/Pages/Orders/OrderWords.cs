using Shop.Kernel;
using Shop.Kernel.Lines;
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

    /// <summary>"2 weeks", "3 × copy": what was chosen, as far as it tells one line from another. "Yes" needs its question.</summary>
    public static IEnumerable<string> OfChoices(IReadOnlyList<ChosenOption> options, int quantity, string? unit) =>
        options.Select(o => o.Choice is "Yes" or "No" ? $"{o.Label} {o.Choice}" : o.Choice).Concat(unit is null ? [] : [$"{quantity} × {unit}"]);

    private static string Brand(string? brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        _ => "a card",
    };
}
