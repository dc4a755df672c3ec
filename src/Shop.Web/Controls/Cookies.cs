using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Shop.Kernel.Persistence;

namespace Shop.Web.Controls;

/// <summary>Cookies are __Host-, Secure, HttpOnly and SameSite=Lax (ASVS 5.0, 3.3); the keys that sign them live in the database, so a restart or a second node keeps them valid.</summary>
internal static class Cookies
{
    public static void AddShopCookies(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().PersistKeysToDbContext<ShopDbContext>().SetApplicationName("shop");
        var certificate = configuration.GetSection("DataProtection").Get<KeyCertificate>() ?? new KeyCertificate();
        if (certificate.IsSet) keys.ProtectKeysWithCertificate(certificate.Load());
        services.Configure<AntiforgeryOptions>(o =>
        {
            o.Cookie = new AlwaysSecureCookie { Name = "__Host-antiforgery", HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
            // frame-ancestors in the content security policy says it for every page.
            o.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(o =>
            o.Cookie = new AlwaysSecureCookie { Name = "__Host-notice", HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
    }

    /// <summary>
    /// Secure whatever the connection to us is. CookieSecurePolicy.Always would make antiforgery refuse to work over
    /// http, which is what a developer uses on localhost (where browsers accept Secure cookies) and a proxy in front of us may use.
    /// </summary>
    private sealed class AlwaysSecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
