using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue;

/// <summary>Registers the catalogue.</summary>
public static class CatalogueModule
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CatalogueBell>();
        services.AddSingleton<CurrentCatalogue>();
        services.AddHostedService<CatalogueWatcher>();
        return services;
    }
}
