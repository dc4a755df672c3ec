using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

/// <summary>Stripe's rules on amounts (pence), currencies and what may stand on a statement.</summary>
internal static class Amounts
{
    private const long Smallest = 30, Largest = 99_999_999;

    /// <summary>Throws when the amount is below 30p or above 8 digits.</summary>
    public static void Check(long amount, string param, string tooSmall)
    {
        if (amount < Smallest) throw StripeError.Invalid(tooSmall, param, "amount_too_small");
        if (amount > Largest) throw StripeError.Invalid("Amount must be no more than £999,999.99", param, "amount_too_large");
    }

    public static string Currency(Params input, string name = "currency")
    {
        var currency = input.RequiredText(name);
        return currency.Equals("gbp", StringComparison.OrdinalIgnoreCase)
            ? "gbp"
            : throw StripeError.Invalid($"Invalid currency: {currency}. This sandbox's account takes gbp only.", input.Path(name));
    }

    /// <summary>Prefix and suffix share the 22 characters of a statement.</summary>
    public static string? Suffix(Params? input, string name)
    {
        if (input?.Text(name) is not { } suffix) return null;
        if (suffix.IndexOfAny(['<', '>', '\\', '\'', '"', '*']) >= 0)
            throw StripeError.Invalid("The statement descriptor suffix must not contain any of < > \\ ' \" *", input.Path(name));
        if (!suffix.Any(char.IsAsciiLetter))
            throw StripeError.Invalid("The statement descriptor suffix must contain at least one letter.", input.Path(name));
        return Charge.StatementPrefix.Length + 2 + suffix.Length <= 22
            ? suffix
            : throw StripeError.Invalid($"The statement descriptor suffix is too long: with the prefix {Charge.StatementPrefix}* it must fit in 22 characters.", input.Path(name));
    }

    /// <summary>Pounds for people, for example £12.50.</summary>
    public static string Pounds(long pence) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(pence < 0 ? "-" : "")}£{Math.Abs(pence) / 100:N0}.{Math.Abs(pence) % 100:00}");

    public static bool LooksLikeEmail(string text) =>
        text.Length <= 320 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && text.LastIndexOf('@') == at && !text.Any(char.IsWhiteSpace);
}
