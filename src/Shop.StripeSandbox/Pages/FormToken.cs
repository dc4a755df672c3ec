using System.Security.Cryptography;
using System.Text;

namespace Shop.StripeSandbox.Pages;

/// <summary>
/// Ties a form to the browser it was shown in: the hidden field is a keyed hash of the page and of a random cookie, so
/// another site can neither read nor guess it.
/// </summary>
/// <param name="path">Where the browser sends the cookie back to.</param>
internal sealed class FormToken(string cookie, string path)
{
    public const string Field = "csrf";
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The hidden field for a form about this thing; sets the cookie when the browser has none.</summary>
    public Markup For(HttpContext http, string about)
    {
        // A page may hold many forms: all of them belong to the one cookie it sets.
        var browser = Browser(http) ?? http.Items[cookie] as string;
        if (browser is null)
        {
            http.Items[cookie] = browser = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            http.Response.Cookies.Append(cookie, browser, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = path, IsEssential = true });
        }
        return Markup.Of($"<input type=\"hidden\" name=\"{Field}\" value=\"{Hash(browser, about)}\">");
    }

    public bool IsValid(HttpContext http, IFormCollection form, string about) =>
        Browser(http) is { } browser
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form[Field].ToString()), Encoding.UTF8.GetBytes(Hash(browser, about)));

    /// <summary>The browser's own random name; null when it sent none.</summary>
    public string? Browser(HttpContext http) => http.Request.Cookies[cookie] is { Length: 32 } browser ? browser : null;

    private string Hash(string browser, string about) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{browser} {about}")));
}
