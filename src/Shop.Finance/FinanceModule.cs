using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Ledger;
using Shop.Finance.Periods;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;

namespace Shop.Finance;

/// <summary>Registers the module.</summary>
public static class FinanceModule
{
    public static IServiceCollection AddFinance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<PeriodGate>();
        services.AddScoped<Journals>();
        services.AddScoped<SuspenseItems>();
        services.AddSingleton(configuration.GetSection("Finance").Get<RefundLimits>() ?? new RefundLimits());
        return services;
    }
}
