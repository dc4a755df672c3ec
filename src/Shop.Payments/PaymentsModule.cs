using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

/// <summary>Registers the payments.</summary>
public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new StripeConnection(configuration.GetSection("Stripe").Get<StripeSettings>() ?? new StripeSettings()));
        services.AddSingleton<StripeCircuit>();
        services.AddSingleton<StripeCalls>();
        services.AddSingleton<StripeMoneyBack>();
        services.AddSingleton<StripeSessions>();
        services.AddSingleton<StripeEvents>();
        services.AddSingleton<StripeBalances>();
        services.AddSingleton<PaymentTurns>();
        services.AddScoped<PaymentRefresh>();
        services.AddScoped<SessionOpener>();
        services.AddScoped<PaymentLook>();
        services.AddScoped<RefundSender>();
        services.AddSingleton(configuration.GetSection("Payments").Get<RefundPolicy>() ?? new RefundPolicy());
        services.AddSingleton<WebhookBell>();
        services.AddScoped<WebhookTargets>();
        services.AddHostedService<WebhookWorker>();
        services.AddHostedService<PaymentSweeper>();
        return services;
    }
}
