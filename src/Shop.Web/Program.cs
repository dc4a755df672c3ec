using Shop.Accounts;
using Shop.Baskets;
using Shop.Catalogue;
using Shop.Checkout;
using Shop.Finance;
using Shop.Insight;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Orders;
using Shop.Payments;
using Shop.Web.Startup;

var builder = WebApplication.CreateBuilder(args);
var configuration = builder.Configuration;
ShopConfiguration settings;
try
{
    settings = builder.AddShopSettings();
}
catch (ConfigurationException e)
{
    // A sentence per mistake helps whoever reads this more than where in the program it was found.
    Console.Error.WriteLine(e.Message);
    return ConfigurationException.ExitCode;
}

builder.AddClockAndSandbox(settings);

builder.Services
    .AddShopPersistence(settings.Database, ShopModules.All)
    .AddShopMessaging(ShopModules.All)
    .AddShopMapping(configuration, ShopModules.All)
    .AddCatalogue(configuration)
    .AddBaskets(configuration)
    .AddOrders(configuration)
    .AddPayments(configuration)
    .AddCheckout(configuration)
    .AddFinance(configuration)
    .AddAccounts(configuration)
    .AddNotifications(configuration)
    .AddInsight(configuration)
    .AddShopPages(configuration);

var app = builder.Build();
if (await app.RunShopCommandAsync(args) is { } exitCode) return exitCode;

app.UseShopPages();
await app.PrepareAsync();
await app.RunAsync();
return 0;

public partial class Program;
