using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Kernel.Security;

/// <summary>Keys in links and cookies: 128 random bits, base64url. Only the hash of one that opens an order is stored.</summary>
public static class AccessToken
{
    public const int Length = 22;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>SHA-256 in lower-case hex. The token is random, so it needs no salt; looking it up by its hash leaks no timing.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool LooksLikeOne(string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
