using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Shop.Catalogue.Contracts;
using Shop.Kernel;

namespace Shop.Checkout;

/// <summary>What the contact page accepts, and its words when it does not (GOV.UK Design System: names, email addresses, telephone numbers, addresses).</summary>
internal static partial class ContactRules
{
    public const int MostName = 100;
    public const int MostEmail = 254;
    public const int MostPhone = 30;
    public const int MostAddressLine = 100;

    /// <summary>Trims, and turns empty into null; the postcode into capitals with its space.</summary>
    public static Contact Clean(Contact typed) => new(
        Text(typed.Name), Text(typed.Organisation), Text(typed.Email), Text(typed.Phone),
        Text(typed.AddressLine1), Text(typed.AddressLine2), Text(typed.Town), TidyPostcode(Text(typed.Postcode)));

    /// <summary>By field, in the order of the page. <paramref name="contact"/> is cleaned.</summary>
    public static IReadOnlyList<FieldError> Check(Contact contact, bool needsAddress)
    {
        var errors = new List<FieldError>();
        Check("name", contact.Name, "Enter your full name", "Full name", MostName);
        Check("organisation", contact.Organisation, null, "Organisation", MostName);
        Check("email", contact.Email, "Enter your email address", "Email address", MostEmail);
        if (!Failed("email") && !IsEmail(contact.Email!))
            errors.Add(new("email", "Enter an email address in the correct format, like name@example.com"));
        Check("phone", contact.Phone, null, "Phone number", MostPhone);
        if (!Failed("phone") && contact.Phone is not null && !IsPhone(contact.Phone))
            errors.Add(new("phone", "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"));
        if (needsAddress) CheckAddress();
        return errors;

        void CheckAddress()
        {
            Check("address-line-1", contact.AddressLine1, "Enter address line 1, typically the building and street", "Address line 1", MostAddressLine);
            Check("address-line-2", contact.AddressLine2, null, "Address line 2", MostAddressLine);
            Check("address-town", contact.Town, "Enter town or city", "Town or city", MostAddressLine);
            if (contact.Postcode is null) errors.Add(new("address-postcode", "Enter postcode"));
            else if (!PostcodePattern().IsMatch(contact.Postcode)) errors.Add(new("address-postcode", "Enter a full UK postcode, like LM1 2AB"));
        }

        void Check(string field, string? text, string? whenEmpty, string label, int most)
        {
            if (text is null)
            {
                if (whenEmpty is not null) errors.Add(new(field, whenEmpty));
            }
            else if (HiddenCharacters.AreInLine(text)) errors.Add(new(field, $"{label} must not include line breaks or other hidden characters"));
            else if (text.Length > most) errors.Add(new(field, $"{label} must be {most} characters or fewer"));
        }

        bool Failed(string field) => errors.Any(e => e.Field == field);
    }

    private static bool IsEmail(string text) =>
        EmailPattern().IsMatch(text) && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsPhone(string text) =>
        text.All(c => char.IsAsciiDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/') && text.Count(char.IsAsciiDigit) is >= 7 and <= 15;

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static string? TidyPostcode(string? typed)
    {
        if (typed is null) return null;
        var plain = string.Concat(typed.Where(c => c is not ' ' and not '-')).ToUpper(CultureInfo.InvariantCulture);
        return plain.Length is > 3 and <= 8 ? $"{plain[..^3]} {plain[^3..]}" : plain;
    }

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z", RegexOptions.None, 200)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\z", RegexOptions.None, 200)]
    private static partial Regex PostcodePattern();
}
