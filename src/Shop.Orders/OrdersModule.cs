using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel;
using Shop.Orders.Attachments;

namespace Shop.Orders;

/// <summary>Registers the orders.</summary>
public static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<OrderPaidAnnouncement>();
        services.AddScoped<StrayMoney>();
        services.AddSingleton<IAttachmentStore, LocalAttachmentStore>();
        services.AddSingleton<UploadQuota>();
        services.AddRetention(configuration);
        services.AddHostedService<OrderSweeper>();
        return services;
    }
}
