using System.Globalization;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Time;

namespace Shop.Notifications.Mails;

internal sealed record MailText(string Subject, string Body);

/// <summary>What every mail needs to know of the shop.</summary>
/// <param name="PublicUrl">Without a slash at its end. Links never come from the Host header.</param>
internal sealed record MailContext(Council Council, string PublicUrl)
{
    public string OrderLink(string token) => $"{PublicUrl}/orders/{token}";

    public string PayLink(string token) => $"{PublicUrl}/pay/{token}";

    public string StaffLink(string reference) => $"{PublicUrl}/staff/orders/{reference}";

    /// <summary>How residents' mails end.</summary>
    public string Signature(string reference) => $"""
        If you have a question, call {Council.Phone} ({Council.PhoneHours}) or email {Council.Email}.
        Please give your order reference: {reference}

        {Council.Name}
        {string.Join(", ", Council.AddressLines.Append(Council.Postcode))}
        """;

    /// <summary>A label before its value; a question needs no colon.</summary>
    public static string Asked(string label) => label.EndsWith('?') ? label : label + ":";

    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>London time, "5 October 2026 at 1:05pm".</summary>
    public static string Moment(DateTime utc)
    {
        var london = LondonTime.FromUtc(utc);
        return Date(DateOnly.FromDateTime(london)) + " at " + london.ToString("h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}
