using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Checkout;

/// <summary>Registers the module.</summary>
public static class CheckoutModule
{
    public static IServiceCollection AddCheckout(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
