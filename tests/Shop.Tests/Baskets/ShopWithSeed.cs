using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Catalogue;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;
using Shop.Tests.TestData;

namespace Shop.Tests.Baskets;

/// <summary>A shop with the real catalogue, whose files a test can change and import again.</summary>
internal sealed class ShopWithSeed : IAsyncDisposable
{
    private readonly string _seed;

    private ShopWithSeed(TestShop shop, string seed)
    {
        Shop = shop;
        _seed = seed;
    }

    public TestShop Shop { get; }

    public static async Task<ShopWithSeed> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? replace = null)
    {
        var seed = Directory.CreateTempSubdirectory("shop-seed-").FullName;
        foreach (var file in Directory.EnumerateFiles(TestShop.SeedData, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(seed, Path.GetRelativePath(TestShop.SeedData, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var shop = new ShopWithSeed(await TestShop.StartAsync(provider, replace: replace), seed);
        await shop.ImportAsync();
        return shop;
    }

    /// <summary>Changes a service's file and imports.</summary>
    public async Task EditAsync(string serviceId, Action<JsonObject> edit)
    {
        var file = Path.Combine(_seed, "services", $"{serviceId}.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        edit(json);
        await File.WriteAllTextAsync(file, json.ToJsonString());
        await ImportAsync();
    }

    /// <summary>Sets a fixed or per-unit charge, in pence, and imports.</summary>
    public Task PriceAsync(string serviceId, string chargeId, int pence) => EditAsync(serviceId, json =>
    {
        var amount = Charge(json, chargeId)["amount"]!.AsObject();
        amount[amount.ContainsKey("fixed") ? "fixed" : "perUnit"] = pence;
    });

    public async Task WithdrawAsync(string serviceId)
    {
        File.Delete(Path.Combine(_seed, "services", $"{serviceId}.json"));
        var mostUsed = Path.Combine(_seed, "most-used.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(mostUsed))!.AsObject();
        var services = json["services"]!.AsArray();
        if (services.FirstOrDefault(s => s!.GetValue<string>() == serviceId) is { } listed) services.Remove(listed);
        await File.WriteAllTextAsync(mostUsed, json.ToJsonString());
        await ImportAsync();
    }

    public static JsonObject Charge(JsonObject service, string chargeId) =>
        service["charges"]!.AsArray().Single(c => c!["id"]!.GetValue<string>() == chargeId)!.AsObject();

    /// <summary>Adds a service to a new basket, or to the one given; fails the test when it is refused.</summary>
    public async Task<(string BasketId, Guid LineId)> AddAsync(Sample sample, string? basketId = null)
    {
        var saved = Assert.IsType<BasketLineResult.Saved>(await Shop.SendAsync(sample.Add(basketId)));
        return (saved.NewBasketKey is { } key ? AccessToken.Hash(key) : basketId!, saved.LineId);
    }

    public async Task<BasketView> BasketAsync(string basketId)
    {
        var view = await Shop.SendAsync(new GetBasket(basketId));
        Assert.NotNull(view);
        return view;
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        Directory.Delete(_seed, recursive: true);
    }

    private async Task ImportAsync()
    {
        var result = await Shop.SendAsync(new ImportCatalogue(_seed));
        Assert.Empty(result.Faults);
    }
}
