namespace Shop.Payments;

/// <summary>
/// What a payer is told when a card failed. Reasons that hint at fraud or theft are not repeated: Stripe asks to show
/// them as a plain decline (docs.stripe.com/declines/codes).
/// </summary>
internal static class DeclineWords
{
    private const string Plain = "Your card was declined. Try another card or ask your bank.";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["insufficient_funds"] = "Your card was declined because there was not enough money in the account.",
        ["expired_card"] = "Your card has expired.",
        ["incorrect_cvc"] = "The card's security code was not correct.",
        ["invalid_cvc"] = "The card's security code was not correct.",
        ["incorrect_number"] = "The card number was not correct.",
        ["invalid_number"] = "The card number was not correct.",
        ["invalid_expiry_month"] = "The card's expiry date was not correct.",
        ["invalid_expiry_year"] = "The card's expiry date was not correct.",
        ["processing_error"] = "The card could not be processed just now. Try again in a few minutes.",
        ["authentication_required"] = "Your bank could not confirm that it was you. Try again or use another card.",
        ["payment_intent_authentication_failure"] = "Your bank could not confirm that it was you. Try again or use another card.",
        ["card_not_supported"] = "Your card does not support this kind of payment.",
        ["currency_not_supported"] = "Your card does not support payments in pounds.",
    };

    /// <summary>Null when nothing was declined.</summary>
    public static string? For(string? code, string? declineCode)
    {
        if (declineCode is not null && ByCode.TryGetValue(declineCode, out var byBank)) return byBank;
        if (code is null) return null;
        return ByCode.GetValueOrDefault(code, Plain);
    }
}
