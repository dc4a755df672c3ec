using Microsoft.Extensions.Primitives;
using Shop.Web.Startup;

namespace Shop.Web.Controls;

/// <summary>
/// The headers of every answer (ASVS 5.0, 3.4 and 14.3.2). Written when the answer starts, so that error pages and
/// cached pages have them too. What a page set itself stays.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, SandboxSettings sandbox, IHostEnvironment environment)
{
    /// <summary>The one inline script, which tells the components that scripts run; the same on every page, so its hash can be cached with it.</summary>
    internal const string InlineScriptHash = "sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=";

    private readonly StringValues _contentSecurityPolicy = ContentSecurityPolicy(sandbox, environment.IsProduction());
    private readonly bool _isProduction = environment.IsProduction();

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, (this, context));
        return next(context);
    }

    /// <summary>Forms may lead to the shop and to Stripe's page: browsers check where a form's redirect goes, too.</summary>
    internal static string ContentSecurityPolicy(SandboxSettings sandbox, bool isProduction)
    {
        var payAt = sandbox.Enabled ? " " + new Uri(sandbox.Url).GetLeftPart(UriPartial.Authority) : "";
        return string.Join("; ",
            "default-src 'none'",
            $"script-src 'self' '{InlineScriptHash}'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            $"form-action 'self' https://checkout.stripe.com{payAt}",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'") + (isProduction ? "; upgrade-insecure-requests" : "");
    }

    private static Task Write(object state)
    {
        var (self, context) = ((SecurityHeaders, HttpContext))state;
        self.Write(context);
        return Task.CompletedTask;
    }

    private void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        Default(headers, "Content-Security-Policy", _contentSecurityPolicy);
        Default(headers, "Referrer-Policy", ReferrerPolicy(context.Request.Path));
        if (context.IsShowingError()) NeverKeep(headers);
        else Default(headers, "Cache-Control", "no-store");
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (_isProduction && context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }

    /// <summary>The address of an order page, or of a page to pay, opens it: it must not travel to another page.</summary>
    private static string ReferrerPolicy(PathString path) =>
        path.StartsWithSegments("/orders") || path.StartsWithSegments("/pay") ? "no-referrer" : "strict-origin-when-cross-origin";

    private static void NeverKeep(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.Remove("ETag");
    }

    private static void Default(IHeaderDictionary headers, string name, StringValues value)
    {
        if (StringValues.IsNullOrEmpty(headers[name])) headers[name] = value;
    }
}
