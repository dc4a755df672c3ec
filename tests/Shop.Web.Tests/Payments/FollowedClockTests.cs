using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop.Orders;
using Shop.StripeSandbox;
using Shop.Web.Startup;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Payments;

/// <summary>A shop in Development whose Stripe is a sandbox of its own: the shop is where the sandbox is in time, so a month can be rehearsed.</summary>
public sealed class FollowedClockTests : IAsyncLifetime
{
    private const string Secret = "whsec_followed";
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);
    private readonly Uri _stripe = new($"http://127.0.0.1:{ShopProcess.FreePort()}/");
    private readonly WebShop _shop = new();
    private readonly SandboxClock _clock = new();
    private WebApplication _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = Build();
        await _sandbox.StartAsync(TestContext.Current.CancellationToken);
        _shop.Settings["Sandbox:Enabled"] = "false";
        _shop.Settings["Stripe:SecretKey"] = "sk_test_shared";
        _shop.Settings["Stripe:ApiBase"] = _stripe.ToString().TrimEnd('/');
        _shop.Settings["Stripe:WebhookSecret"] = Secret;
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithASandboxAMonthAhead_IsAMonthAheadFromTheFirstPage()
    {
        _clock.Advance(Month);
        await _shop.InitializeAsync();
        Assert.Equal(Month, _shop.Services.GetRequiredService<FollowedClock>().Offset);
    }

    [Fact]
    public async Task Month_AdvancedInTheSandbox_ExpiresTheSessionAndLapsesTheOrder()
    {
        await _shop.InitializeAsync();
        using var shopper = new Shopper(_shop.Address);
        await shopper.GoToPayTradeSacksAsync();
        var page = shopper.Visitor.Address;
        var evidence = new Evidence(Path.Combine(_shop.Folder, "shop.db"), _stripe, "sk_test_shared");
        Assert.Equal("AwaitingPayment", evidence.Orders());

        await evidence.SwitchAsync("_sandbox/clock/advance", new { seconds = (long)Month.TotalSeconds });
        await UntilAsync(() => _shop.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeProvider.System.GetUtcNow() > Month - TimeSpan.FromMinutes(1), "the shop to follow");

        await shopper.Visitor.GoAsync(page.PathAndQuery);
        Assert.Contains("This payment page has expired", shopper.Visitor.MainText, StringComparison.Ordinal);
        // The sweeper of orders comes once a minute of the wall clock; here it comes now.
        await using (var scope = _shop.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new LapseOrders(), TestContext.Current.CancellationToken);
        Assert.Equal("Lapsed", evidence.Orders());

        // And the month after, business as usual: a session made now is in the sandbox's time.
        using var next = new Shopper(_shop.Address);
        await next.GoToPayTradeSacksAsync();
        await next.PayByCardAsync();
        Assert.Contains("Payment received", next.Visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheSandboxAnswering_IsOnTheWallClock()
    {
        _clock.Advance(Month);
        await _sandbox.StopAsync(TestContext.Current.CancellationToken);
        await _shop.InitializeAsync();
        Assert.Equal(TimeSpan.Zero, _shop.Services.GetRequiredService<FollowedClock>().Offset);
    }

    [Theory]
    [InlineData("https://api.example/", "sk_test_shared")]
    [InlineData("", "sk_test_shared")]
    public async Task Clock_WithoutASandboxOfItsOwn_IsTheSystems(string apiBase, string key)
    {
        _shop.Settings["Stripe:ApiBase"] = apiBase;
        _shop.Settings["Stripe:SecretKey"] = key;
        await _shop.InitializeAsync();
        Assert.Same(TimeProvider.System, _shop.Services.GetRequiredService<TimeProvider>());
    }

    private WebApplication Build() => StripeSandbox.StripeSandbox.Build(new StripeSandboxOptions
    {
        Urls = _stripe.ToString().TrimEnd('/'),
        Clock = _clock,
        Webhooks = [new SandboxWebhook(() => _shop.Address + "webhooks/stripe", Secret)],
    });

    private static async Task UntilAsync(Func<bool> happened, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited too long for {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
