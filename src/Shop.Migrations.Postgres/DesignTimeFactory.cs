using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Postgres;

/// <summary>Lets dotnet-ef build the model without starting the shop.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<ShopDbContext>
{
    private static readonly Assembly[] Modules =
    [
        typeof(Catalogue.CatalogueModule).Assembly, typeof(Baskets.BasketsModule).Assembly, typeof(Checkout.CheckoutModule).Assembly,
        typeof(Orders.OrdersModule).Assembly, typeof(Payments.PaymentsModule).Assembly, typeof(Finance.FinanceModule).Assembly,
        typeof(Accounts.AccountsModule).Assembly, typeof(Notifications.NotificationsModule).Assembly, typeof(Insight.InsightModule).Assembly,
    ];

    public ShopDbContext CreateDbContext(string[] args)
    {
        var settings = new DatabaseSettings { Provider = DatabaseProvider.Postgres, ConnectionString = "Host=localhost;Database=design" };
        var options = new DbContextOptionsBuilder<ShopDbContext>();
        options.UseShopDatabase(settings, Modules);
        return new ShopDbContext(options.Options);
    }
}
