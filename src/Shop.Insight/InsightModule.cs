using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel;

namespace Shop.Insight;

/// <summary>Registers what the shop learns from its use.</summary>
public static class InsightModule
{
    public static IServiceCollection AddInsight(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SearchBuffer>();
        services.AddRetention(configuration);
        services.AddHostedService<SearchWriter>();
        services.AddHostedService<SearchSweeper>();
        return services;
    }
}
