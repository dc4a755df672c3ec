using Microsoft.AspNetCore.Builder;
using Shop.StripeSandbox;

namespace Shop.Web.Tests.Journeys;

/// <summary>kill -9 at moments that hurt, with a Stripe that lives on: nothing paid is lost, nothing is charged twice, and the shop starts again.</summary>
public sealed partial class KillTests : IAsyncLifetime
{
    private const string Secret = "whsec_kill_tests";
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-kill-").FullName;
    private readonly Uri _stripe = new($"http://127.0.0.1:{ShopProcess.FreePort()}/");
    private WebApplication _sandbox = null!;
    private ShopProcess _shop = null!;
    private Evidence _evidence = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = new ShopProcess(_folder, _stripe, Secret);
        _sandbox = StripeSandbox.StripeSandbox.Build(new StripeSandboxOptions
        {
            Urls = _stripe.ToString().TrimEnd('/'),
            Webhooks = [new SandboxWebhook(_shop.Address + "webhooks/stripe", Secret)],
        });
        await _sandbox.StartAsync(TestContext.Current.CancellationToken);
        _evidence = new Evidence(Path.Combine(_folder, "shop.db"), _stripe, "sk_test_shared");
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _sandbox.StopAsync();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Kill_WhileTheResidentPays_TheRestartedShopFindsTheMoneyOnce()
    {
        await _shop.StartAsync();
        using var shopper = new Shopper(_shop.Address);
        await shopper.GoToPayTradeSacksAsync();
        await _shop.KillAsync();
        shopper.Visitor.FollowOnly = uri => uri.Port == _stripe.Port;
        await shopper.PayByCardAsync();
        Assert.Equal("AwaitingPayment", _evidence.Orders());
        await _shop.StartAsync();
        await _evidence.EventuallyAsync(() => _evidence.Orders() == "Paid" && _evidence.Mails() == "NewOrder, Receipt");
        Assert.Equal([10_500], await _evidence.ChargesAsync());
        shopper.Visitor.FollowOnly = _ => true;
        await shopper.Visitor.GoAsync(shopper.Visitor.NotFollowed!.ToString());
        Assert.Contains("Payment received", shopper.Visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_DuringTheFirstStart_NextStartWorks()
    {
        for (var kill = 0; kill < 4; kill++)
        {
            _shop.StartOnly();
            // The moments are those at which rows of the schema, of its lock and of the catalogue come to be.
            var moment = kill;
            await Evidence.EventuallyAsync(() => Task.FromResult(Progress() >= moment), () => $"progress {Progress()}");
            await _shop.KillAsync();
        }

        await _shop.StartAsync();
        using var shopper = new Shopper(_shop.Address);
        await shopper.GoToPayTradeSacksAsync();
        Assert.Equal("ok", _evidence.Scalar("PRAGMA integrity_check"));
        Assert.Equal(42L, _evidence.Scalar("SELECT count(*) FROM catalogue_service"));
    }

    [Fact]
    public async Task Stop_BySignal_EndsCleanly()
    {
        await _shop.StartAsync();
        Assert.Equal(0, await _shop.StopAsync());
    }

    /// <summary>How far a start has come: 0 nothing, 1 a file, 2 the migrations' lock, 3 tables.</summary>
    private int Progress()
    {
        var file = Path.Combine(_folder, "shop.db");
        if (!File.Exists(file)) return 0;
        try
        {
            var tables = (long)_evidence.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table'")!;
            return tables switch { 0 => 1, <= 2 => 2, _ => 3 };
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 1;
        }
    }
}
