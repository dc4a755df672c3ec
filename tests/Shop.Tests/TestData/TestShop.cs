using System.Reflection;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
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

namespace Shop.Tests.TestData;

/// <summary>All modules on a real database with a clock of the test's, without web pages and without background workers.</summary>
public sealed class TestShop : IAsyncDisposable
{
    public static readonly IReadOnlyList<Assembly> Modules =
    [
        typeof(CatalogueModule).Assembly, typeof(BasketsModule).Assembly, typeof(CheckoutModule).Assembly,
        typeof(OrdersModule).Assembly, typeof(PaymentsModule).Assembly, typeof(FinanceModule).Assembly,
        typeof(AccountsModule).Assembly, typeof(NotificationsModule).Assembly, typeof(InsightModule).Assembly,
    ];

    private readonly Func<ServiceProvider> _build;
    private readonly TestDatabase _database;
    private ServiceProvider _services;

    private TestShop(Func<ServiceProvider> build, TestDatabase database, FakeTimeProvider clock, string folder)
    {
        _build = build;
        _services = build();
        _database = database;
        Clock = clock;
        Folder = folder;
    }

    /// <summary>Starts at noon on Monday 5 October 2026, UTC.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The shop's data folder.</summary>
    public string Folder { get; }

    public IServiceProvider Services => _services;

    /// <summary>The repository's seed-data folder.</summary>
    public static string SeedData { get; } = FindSeedData();

    public static async Task<TestShop> StartAsync(
        DatabaseProvider provider,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 12, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("shop-data-").FullName;
        return new TestShop(Build, database, clock, folder);

        ServiceProvider Build()
        {
            var services = Register(database.Settings, clock, folder, Configuration(settings));
            replace?.Invoke(services);
            return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        }
    }

    /// <summary>Everything that lived in memory is gone; the database and the data folder stay.</summary>
    public async Task RestartAsync()
    {
        var before = _services;
        _services = _build();
        await before.DisposeAsync();
    }

    /// <summary>Sends in a scope of its own, as a request of the web would.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Reads rows, to assert on them.</summary>
    public async Task<T> ReadAsync<T>(Func<ShopDbContext, Task<T>> read)
    {
        await using var scope = _services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<ShopDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static IConfiguration Configuration(IReadOnlyDictionary<string, string?>? settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stripe:SecretKey"] = "sk_test_unused",
            ["Stripe:WebhookSecret"] = "whsec_test",
            ["Stripe:ApiBase"] = "http://127.0.0.1:9",
        })
        .AddInMemoryCollection(settings ?? new Dictionary<string, string?>())
        .Build();

    private static ServiceCollection Register(DatabaseSettings database, FakeTimeProvider clock, string folder, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(configuration);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new ShopSettings { PublicUrl = "http://shop.test", SeedData = SeedData, DataFolder = folder });
        services.AddShopPersistence(database, Modules).AddShopMessaging(Modules).AddShopMapping(configuration, Modules);
        services.AddCatalogue(configuration).AddBaskets(configuration).AddOrders(configuration).AddPayments(configuration)
            .AddCheckout(configuration).AddFinance(configuration).AddAccounts(configuration).AddNotifications(configuration).AddInsight(configuration);
        return services;
    }

    private static string FindSeedData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "seed-data"))) return Path.Combine(folder.FullName, "seed-data");
        throw new DirectoryNotFoundException("seed-data was not found above the tests.");
    }
}
