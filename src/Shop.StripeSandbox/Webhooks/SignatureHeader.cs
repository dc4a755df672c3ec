using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shop.StripeSandbox.Webhooks;

/// <summary>
/// <c>Stripe-Signature: t=unix,v1=hex</c> where v1 is HMAC-SHA256 of <c>t.body</c> under the endpoint's secret, taken as
/// text with its prefix. The time is always the wall clock's: receivers refuse what is five minutes off.
/// </summary>
internal static class SignatureHeader
{
    /// <summary>The header in one of <see cref="WebhookMode.Signatures"/>; null when it is to be missing.</summary>
    public static string? Make(string mode, byte[] body, string secret, DateTimeOffset wallNow)
    {
        var t = wallNow.ToUnixTimeSeconds();
        return mode switch
        {
            "missing" => null,
            "malformed" => "t=zz,v1=zz",
            "stale" => One(t - 3600, body, secret),
            "future" => One(t + 3600, body, secret),
            "wrong_secret" => One(t, body, secret + "x"),
            "rolled" => $"{One(t, body, secret + "x")},v1={Sign(t, body, secret)}",
            _ => One(t, body, secret),
        };
    }

    private static string One(long t, byte[] body, string secret) => string.Create(CultureInfo.InvariantCulture, $"t={t},v1={Sign(t, body, secret)}");

    private static string Sign(long t, byte[] body, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(t.ToString(CultureInfo.InvariantCulture)), (byte)'.', .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
