using System.Security.Cryptography;
using System.Text;

namespace Shop.StripeSandbox.Pages;

/// <summary>
/// Ties a form to the browser it was shown in: the hidden field is a keyed hash of the page and of a random cookie, so
/// another site can neither read nor guess it.
/// </summary>
internal sealed class FormToken
{
    public const string Field = "csrf";
    private const string Cookie = "stripe_sandbox_form";
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The hidden field for a form about this thing; sets the cookie when the browser has none.</summary>
    public Markup For(HttpContext http, string about)
    {
        if (http.Request.Cookies[Cookie] is not { Length: 32 } browser)
        {
            browser = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            http.Response.Cookies.Append(Cookie, browser, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/c/", IsEssential = true });
        }
        return Markup.Of($"<input type=\"hidden\" name=\"{Field}\" value=\"{Hash(browser, about)}\">");
    }

    public bool IsValid(HttpContext http, IFormCollection form, string about) =>
        http.Request.Cookies[Cookie] is { Length: 32 } browser
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form[Field].ToString()), Encoding.UTF8.GetBytes(Hash(browser, about)));

    private string Hash(string browser, string about) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{browser} {about}")));
}
