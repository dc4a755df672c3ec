using System.Text;

namespace Shop.StripeSandbox.Api;

/// <summary>
/// Any secret test key opens the one account. A live key is refused without being looked at further: it has no business
/// here, and its owner should know that it was sent to the wrong place.
/// </summary>
internal static class Authorisation
{
    /// <exception cref="StripeError">There is no usable key (401).</exception>
    public static void Demand(HttpRequest request)
    {
        var key = Key(request.Headers.Authorization.ToString());
        if (key.Length == 0)
            throw Refusal("You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        if (key.StartsWith("sk_live_", StringComparison.Ordinal) || key.StartsWith("rk_live_", StringComparison.Ordinal))
            throw Refusal("This is a sandbox and you sent a live key. Only keys that begin with sk_test_ or rk_test_ are taken here.");
        if (!key.StartsWith("sk_test_", StringComparison.Ordinal) && !key.StartsWith("rk_test_", StringComparison.Ordinal))
            throw Refusal("Invalid API Key provided. This sandbox takes any key that begins with sk_test_ or rk_test_.");
    }

    private static string Key(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header[7..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return "";
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':')[0]
            : "";
    }

    private static StripeError Refusal(string message) => new(401, "invalid_request_error", message);
}
