using System.Globalization;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages;

/// <summary>A mistake, and the field it is about; none when it is about the card as a whole.</summary>
internal sealed record FormError(string? Field, string Message);

/// <summary>The payment form as it was typed. Number, expiry and security code are never shown again or kept.</summary>
internal sealed record CardForm(string Email, string Number, string Expiry, string Cvc, string Name, string PostalCode)
{
    public static CardForm Empty(CheckoutSession session) =>
        new(session.Terms.CustomerEmail ?? session.Customer?.Email ?? "", "", "", "", session.Customer?.Name ?? "", session.Customer?.PostalCode ?? "");

    public static CardForm Read(IFormCollection form, CheckoutSession session)
    {
        string Text(string name) => form[name].ToString().Trim();
        return new(session.Terms.CustomerEmail ?? Text("email"), Digits(Text("number")), Text("expiry"), Text("cvc"), Text("name"), Text("postcode"));
    }

    /// <summary>What is wrong with it, in the order of the fields. Empty when the card can be tried.</summary>
    public IReadOnlyList<FormError> Errors(DateTimeOffset now)
    {
        var errors = new List<FormError>();
        void Add(string field, string? message)
        {
            if (message is not null) errors.Add(new(field, message));
        }
        Add("email", EmailError());
        Add("number", NumberError());
        Add("expiry", ExpiryError(now));
        Add("cvc", CvcError());
        Add("name", Name.Length == 0 ? "Enter the name on the card" : TooLong(Name, "The name on the card"));
        Add("postcode", PostalCode.Length == 0 ? "Enter the postcode of the card's billing address" : TooLong(PostalCode, "The postcode"));
        if (errors.Count == 0 && TestCards.Find(Number) is null) errors.Add(new("number", TestCards.NotATestCard.Message));
        return errors;
    }

    /// <summary>The card to try. Only after <see cref="Errors"/> found none.</summary>
    public PaymentMethod ToPaymentMethod(DateTimeOffset now)
    {
        var (month, year) = ParseExpiry()!.Value;
        return new(Ids.New("pm"), now, TestCards.Find(Number)!, month, year, new(Email, Name, PostalCode, "GB"));
    }

    private string? EmailError() =>
        Email.Length == 0 ? "Enter your email address"
        : !Amounts.LooksLikeEmail(Email) ? "Enter an email address in the correct format, like name@example.com"
        : null;

    private string? NumberError() =>
        Number.Length == 0 ? "Enter your card number"
        : !TestCards.PassesLuhn(Number) ? "Your card number is incorrect."
        : null;

    private string? ExpiryError(DateTimeOffset now)
    {
        if (Expiry.Length == 0) return "Enter the expiry date";
        if (ParseExpiry() is not { } expiry) return "Enter the expiry date as month and year, for example 05/30";
        return expiry.Year * 12 + expiry.Month < now.Year * 12 + now.Month ? "Your card's expiration date is in the past." : null;
    }

    private string? CvcError()
    {
        var length = TestCards.Find(Number)?.Brand == "amex" ? 4 : 3;
        return Cvc.Length == 0 ? "Enter the security code"
            : Cvc.Length != length || !Cvc.All(char.IsAsciiDigit) ? $"The security code must be {length} digits"
            : null;
    }

    private (int Month, int Year)? ParseExpiry()
    {
        var parts = Expiry.Split(['/', ' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is [{ Length: 4 } together]) parts = [together[..2], together[2..]];
        if (parts is not [{ Length: 1 or 2 } month, { Length: 2 or 4 } year] || !(month + year).All(char.IsAsciiDigit)) return null;
        var (m, y) = (int.Parse(month, CultureInfo.InvariantCulture), int.Parse(year, CultureInfo.InvariantCulture));
        return m is >= 1 and <= 12 ? (m, y < 100 ? 2000 + y : y) : null;
    }

    private static string? TooLong(string text, string what) => text.Length > 200 ? $"{what} must be 200 characters or less" : null;

    private static string Digits(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
