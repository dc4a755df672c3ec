using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Finance;

/// <summary>Registers the module.</summary>
public static class FinanceModule
{
    public static IServiceCollection AddFinance(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
