using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Checkout;

/// <summary>Registers the guest checkout.</summary>
public static class CheckoutModule
{
    public static IServiceCollection AddCheckout(this IServiceCollection services, IConfiguration configuration) =>
        services.AddHostedService<CheckoutSweeper>();
}
