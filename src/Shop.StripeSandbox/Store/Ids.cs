using System.Security.Cryptography;

namespace Shop.StripeSandbox.Store;

internal static class Ids
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A random id in Stripe's shape, for example <c>pi_3Qx...</c>.</summary>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 24)}";

    /// <summary>A session's id is the only secret of its payment page, so it is as long as Stripe's.</summary>
    public static string NewSession() => $"cs_test_{RandomNumberGenerator.GetString(Alphabet, 58)}";

    public static string NewSecret() => $"whsec_{RandomNumberGenerator.GetString(Alphabet, 32)}";
}
