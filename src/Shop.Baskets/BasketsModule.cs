using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Baskets;

/// <summary>Registers the baskets.</summary>
public static class BasketsModule
{
    public static IServiceCollection AddBaskets(this IServiceCollection services, IConfiguration configuration) =>
        services.AddHostedService<BasketSweeper>();
}
