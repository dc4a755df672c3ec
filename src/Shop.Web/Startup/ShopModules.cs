using System.Reflection;

namespace Shop.Web.Startup;

/// <summary>The modules that make up the shop.</summary>
public static class ShopModules
{
    public static readonly IReadOnlyList<Assembly> All =
    [
        typeof(Catalogue.CatalogueModule).Assembly, typeof(Baskets.BasketsModule).Assembly, typeof(Checkout.CheckoutModule).Assembly,
        typeof(Orders.OrdersModule).Assembly, typeof(Payments.PaymentsModule).Assembly, typeof(Finance.FinanceModule).Assembly,
        typeof(Accounts.AccountsModule).Assembly, typeof(Notifications.NotificationsModule).Assembly, typeof(Insight.InsightModule).Assembly,
    ];
}
