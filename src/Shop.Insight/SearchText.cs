using System.Text.RegularExpressions;

namespace Shop.Insight;

/// <summary>Takes out of a search what could tell who searched: people type their e-mail, phone number, address or order reference into any box.</summary>
internal static partial class SearchText
{
    public const int Longest = 100;
    private const int MatchTimeoutMilliseconds = 100;

    public static string WithoutPersonalData(string text)
    {
        var plain = Spaces().Replace(text.ToLowerInvariant(), " ").Trim();
        if (plain.Length > 500) plain = plain[..500];
        plain = Email().Replace(plain, "#");
        plain = Postcode().Replace(plain, "#");
        plain = Number().Replace(plain, "#");
        return plain.Length > Longest ? plain[..Longest] : plain;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\S*@\S*", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex Email();

    /// <summary>"LM1 4AB", "sw1a1aa".</summary>
    [GeneratedRegex(@"\b[a-z]{1,2}[0-9][a-z0-9]?\s?[0-9][a-z]{2}\b", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex Postcode();

    /// <summary>Four digits and more, also with spaces and signs in between: telephone, account, order. "Con29" and "h 1" stay.</summary>
    [GeneratedRegex(@"\+?\(?[0-9](?:[\s\-/().]{0,3}[0-9]){3,}", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex Number();
}
