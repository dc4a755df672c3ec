using System.Text.Encodings.Web;
using System.Text.Unicode;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;
using Shop.Catalogue.Contracts;
using Shop.Payments;
using Shop.Web.Controls;

namespace Shop.Web.Startup;

/// <summary>Pages, static files and the controls around them.</summary>
public static class WebPages
{
    public static IServiceCollection AddShopPages(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("Limits").Get<WebLimits>() ?? new WebLimits();
        services.AddRazorPages(o => o.CloseStaffFolders());
        services.AddRouting(o => o.LowercaseUrls = true);
        services.Configure<MvcOptions>(PlainMessages.Set);
        // £ and – as they are instead of as numbers; what matters in HTML is encoded as always.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddScoped<CouncilOnPages>().AddSingleton<LastKnownCouncil>();
        services.AddSingleton(limits);
        services.AddKnownProxies(configuration);
        services.AddErrorPages();
        services.AddBodyLimits();
        services.AddShopCookies(configuration);
        services.AddRateLimits(limits);
        services.AddHealthPages();
        services.AddSingleton<CatalogueCache>().AddScoped<INotificationHandler<CatalogueRefreshed>, CatalogueCacheRefresh>();
        services.AddOutputCache(o => o.AddPolicy(CatalogueCache.Policy, policy => policy.AddPolicy<CatalogueCache>(), excludeDefaultPolicy: true));
        PublicCompression.Add(services);
        return services;
    }

    /// <summary>The order matters: errors are shown with headers; cached pages are answered before anything costs; the cache holds compressed pages.</summary>
    public static void UseShopPages(this WebApplication app)
    {
        // The framework would add authentication before everything else, cached pages and error pages included: it looks for this mark (WebApplicationBuilder).
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseErrorPages();
        app.UseAllowedMethods();
        app.UseRouting();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseRateLimiter();
        app.UseMiddleware<Congestion>();
        // An error page asks nobody who they are: the session would be looked up in a database that may be the fault.
        app.UseWhen(context => !context.IsShowingError(), branch => branch.UseAuthentication());
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapHealthPages();
        app.MapPaymentsEndpoints();
        app.MapRazorPages().WithStaticAssets();
    }
}
