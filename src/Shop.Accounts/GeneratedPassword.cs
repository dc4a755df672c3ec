using System.Security.Cryptography;

namespace Shop.Accounts;

/// <summary>Passwords the shop makes: 20 characters that cannot be mistaken for each other, about 97 bits.</summary>
internal static class GeneratedPassword
{
    private const string Letters = "bcdfghjkmnpqrstvwxyz";
    private const string LettersAndDigits = Letters + "23456789";

    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => Group()));

    /// <summary>Three letters first, so that enough of it is letters for any rule.</summary>
    private static string Group() => RandomNumberGenerator.GetString(Letters, 3) + RandomNumberGenerator.GetString(LettersAndDigits, 2);
}
