using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Insight;

/// <summary>Registers the module.</summary>
public static class InsightModule
{
    public static IServiceCollection AddInsight(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
