namespace Shop.Web.Startup;

/// <summary>Pages, static files and the controls around them.</summary>
public static class WebPages
{
    public static IServiceCollection AddShopPages(this IServiceCollection services)
    {
        services.AddRazorPages(o => o.CloseStaffFolders());
        services.AddRouting(o => o.LowercaseUrls = true);
        return services;
    }

    public static void UseShopPages(this WebApplication app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }
}
