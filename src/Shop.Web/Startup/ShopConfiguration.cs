using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

/// <summary>The settings read before anything starts.</summary>
public sealed record ShopConfiguration(ShopSettings Shop, DatabaseSettings Database, StripeAddress Stripe);

/// <summary>What start-up must know of Stripe's settings to refuse a dangerous mixture.</summary>
public sealed record StripeAddress(string SecretKey, string ApiBase);

public static class ShopConfigurationRegistration
{
    /// <summary>Reads and checks the configuration. Throws <see cref="ConfigurationException"/> with a sentence per mistake.</summary>
    public static ShopConfiguration AddShopSettings(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        ConfigurationWords.Check(configuration);
        var shop = configuration.GetSection("Shop").Get<ShopSettings>() ?? new ShopSettings();
        var database = configuration.GetSection("Database").Get<DatabaseSettings>() ?? new DatabaseSettings();
        var stripe = new StripeAddress(configuration["Stripe:SecretKey"] ?? "", configuration["Stripe:ApiBase"] ?? "");
        ResolveFolders(shop, database, builder.Environment.ContentRootPath);
        var found = new ShopConfiguration(shop, database, stripe);
        ConfigurationCheck.Run(found, configuration, builder.Environment.IsProduction());
        builder.Services.AddSingleton(shop);
        return found;
    }

    /// <summary>Relative folders are below the content root, so that it does not matter where the shop is started from.</summary>
    private static void ResolveFolders(ShopSettings shop, DatabaseSettings database, string root)
    {
        shop.DataFolder = Path.GetFullPath(shop.DataFolder, root);
        shop.SeedData = Path.GetFullPath(shop.SeedData, root);
        if (database.Provider != DatabaseProvider.Sqlite) return;
        var sqlite = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.ConnectionString);
        if (sqlite.DataSource is { Length: > 0 } file && file != ":memory:")
            sqlite.DataSource = Path.GetFullPath(file, root);
        database.ConnectionString = sqlite.ConnectionString;
    }
}
