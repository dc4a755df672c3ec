using System.Text;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Pages;

/// <summary>The frame of every page: the banner that says that no money moves, and headers that allow nothing but our own style sheet.</summary>
internal static class Layout
{
    public static Markup Page(string title, Markup main, string layout = "narrow") => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title} - Stripe sandbox</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/c/assets/sandbox.css">
        </head>
        <body>
        <a class="skip" href="#main">Skip to main content</a>
        <header class="test-banner"><p><strong>TEST</strong>This is a payment sandbox. No money moves. Use a test card, never a real one.</p></header>
        <main id="main" class="{layout}">
        {main}
        </main>
        </body>
        </html>
        """);

    /// <param name="formTarget">Another origin that a form on the page may lead to by redirect; browsers check those, too.</param>
    public static Task SendAsync(HttpContext http, int status, Markup page, string? formTarget = null)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{Origin(formTarget)}; base-uri 'none'; frame-ancestors 'none'";
        headers["X-Content-Type-Options"] = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return Wire.WriteAsync(http.Response, status, Encoding.UTF8.GetBytes(page.Html), "text/html; charset=utf-8");
    }

    public static Task MessageAsync(HttpContext http, int status, string title, string text, string? link = null, string? linkText = null) =>
        SendAsync(http, status, Page(title, Markup.Of($"""
            <h1>{title}</h1>
            <p>{text}</p>
            {(link is null ? Markup.None : Markup.Of($"<p><a href=\"{link}\">{linkText}</a></p>"))}
            """)));

    /// <summary>See other: the browser goes on with GET, so that reloading does not pay again.</summary>
    public static void SeeOther(HttpContext http, string url)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Ascii(url);
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>The fields of a form; none when the body is no form.</summary>
    public static async Task<IFormCollection> ReadFormAsync(HttpContext http) =>
        http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : FormCollection.Empty;

    /// <summary>
    /// The host alone, on any port: browsers check every redirect that follows the form, and a shop may go on from http
    /// to https. A name and password before the host must not get into the header. There is no way to name an IPv6 host.
    /// </summary>
    private static string Origin(string? url)
    {
        if (url is null) return "";
        var uri = new Uri(url);
        return uri.HostNameType == UriHostNameType.IPv6 ? " http: https:" : $" http://{uri.IdnHost}:* https://{uri.IdnHost}:*";
    }

    /// <summary>A header holds ASCII only; whatever else the shop put into its address is percent-encoded.</summary>
    private static string Ascii(string url) => url.All(char.IsAscii) && !url.Contains(' ', StringComparison.Ordinal) ? url : new Uri(url).AbsoluteUri;
}
