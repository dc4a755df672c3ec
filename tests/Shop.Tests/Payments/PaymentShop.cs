using System.Text;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;
using Shop.StripeSandbox;
using Shop.Tests.TestData;
using Stripe;

namespace Shop.Tests.Payments;

/// <summary>
/// The payments module with the real sandbox: Stripe.net speaks to it over HTTP, it delivers signed webhooks to the
/// shop's endpoint, and both live by one clock. The workers do not run; a test sends what they would send.
/// </summary>
public sealed class PaymentShop : IAsyncDisposable
{
    public const string AnyMethod = "*";
    public const string Key = "sk_test_suite";
    public const string Secret = "whsec_suite";
    public const string PreviousSecret = "whsec_before";

    private readonly WebApplication _sandbox;
    private readonly WebApplication _web;
    private readonly HttpClient _stripeHttp = new();

    private PaymentShop(TestShop shop, WebApplication sandbox, SandboxClock clock, WebApplication web, EventLog told)
    {
        (Shop, _sandbox, Clock, _web, Told) = (shop, sandbox, clock, web, told);
        Http = new HttpClient { BaseAddress = new Uri(web.Urls.First()) };
        Stripe = new StripeClient(new StripeClientOptions
        {
            ApiKey = Key,
            ApiBase = sandbox.Urls.First(),
            HttpClient = new SystemNetHttpClient(_stripeHttp, maxNetworkRetries: 0, appInfo: null, enableTelemetry: false),
        });
    }

    public TestShop Shop { get; }

    public SandboxClock Clock { get; }

    /// <summary>What the other modules were told, in committed transactions only.</summary>
    public EventLog Told { get; }

    /// <summary>To the shop's webhook endpoint.</summary>
    public HttpClient Http { get; }

    /// <summary>Stripe's own client: what Stripe itself believes.</summary>
    public StripeClient Stripe { get; }

    public string SandboxUrl => _sandbox.Urls.First();

    /// <param name="whole">The other modules hear the news, too: orders are paid, takings recorded, mails written.</param>
    public static async Task<PaymentShop> StartAsync(
        DatabaseProvider provider, Func<StripeSandboxOptions, StripeSandboxOptions>? configure = null, bool returnStrayMoney = false, bool whole = false, Action<IServiceCollection>? more = null)
    {
        var clock = new SandboxClock();
        WebApplication? web = null;
        var options = new StripeSandboxOptions
        {
            Urls = "http://127.0.0.1:0",
            Clock = clock,
            Webhooks = [new SandboxWebhook(() => web is null ? null : web.Urls.First() + PaymentsEndpoints.WebhookPath, Secret)],
        };
        var sandbox = global::Shop.StripeSandbox.StripeSandbox.Build(configure?.Invoke(options) ?? options);
        await sandbox.StartAsync();
        var told = new EventLog();
        var shop = await TestShop.StartAsync(provider, Settings(sandbox.Urls.First(), returnStrayMoney), services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton(told);
            if (!whole) Listen(services);
            more?.Invoke(services);
        });
        web = await ServeAsync(shop);
        return new PaymentShop(shop, sandbox, clock, web, told);
    }

    /// <summary>A payment of £97.00, not started yet.</summary>
    public async Task<string> OpenAsync(long pence = 9_700)
    {
        var reference = global::Shop.Kernel.OrderReference.New().Value;
        await Shop.SendAsync(Sample(reference, pence));
        return reference;
    }

    public static OpenPayment Sample(string reference, long pence = 9_700) => new(
        reference, pence, "Skip permit", "pat@example.com", [new PaymentLine("Skip permit", pence, 1)],
        "http://shop.test/orders/t", "http://shop.test/orders/t?cancelled", DateTime.UtcNow.AddYears(20), new Dictionary<string, string> { ["order_id"] = "1" });

    /// <summary>Where the payer is sent. Fails when they are not.</summary>
    public async Task<string> StartAsync(string reference) =>
        Assert.IsType<StartPaymentResult.GoTo>(await Shop.SendAsync(new StartPayment(reference))).Url.ToString();

    public Payer OpenBrowser() => new(SandboxUrl);

    /// <summary>Opens, starts and pays.</summary>
    public async Task<string> PaidAtStripeAsync(string card = Cards.Gb, long pence = 9_700)
    {
        var reference = await OpenAsync(pence);
        using var payer = OpenBrowser();
        await payer.PayAsync(await StartAsync(reference), card);
        return reference;
    }

    public async Task<JsonNode> ControlAsync(string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{SandboxUrl}/_sandbox/{path}");
        request.Headers.Authorization = new("Bearer", Key);
        request.Content = new StringContent((body ?? []).ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _stripeHttp.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> ControlReadAsync(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"{SandboxUrl}/_sandbox/{path}");
        request.Headers.Authorization = new("Bearer", Key);
        using var response = await _stripeHttp.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>What was ordered to go wrong and has not yet is forgotten.</summary>
    public Task ForgetFaultsAsync() => ControlReadAsync("faults", HttpMethod.Delete);

    public Task AdvanceAsync(TimeSpan by) => ControlAsync("clock/advance", new JsonObject { ["seconds"] = (long)by.TotalSeconds });

    public Task DropWebhooksAsync() => ControlAsync("webhooks/mode", new JsonObject { ["drop"] = new JsonArray("*") });

    /// <summary>The next calls that match go wrong. The client repeats twice by itself, so three times is "for good".</summary>
    public Task OrderFaultAsync(string kind, string method = "POST", string path = "/v1/checkout/sessions", int times = 3, JsonObject? more = null)
    {
        var body = more ?? [];
        body["kind"] = kind;
        body["times"] = times;
        body["match"] = method == AnyMethod ? new JsonObject { ["path"] = path } : new JsonObject { ["method"] = method, ["path"] = path };
        return ControlAsync("faults", body);
    }

    /// <summary>Waits for an event of this type to be kept, then works all that are due.</summary>
    public async Task HearAsync(string type)
    {
        await UntilAsync(() => Shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.Type == type)), $"an event {type}");
        await WorkAsync();
    }

    public async Task WorkAsync()
    {
        while (await Shop.SendAsync(new WorkWebhookEvents()) > 0) { }
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited in vain for {what}.");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    internal Task<Payment> ReadAsync(string reference) => Shop.ReadAsync(db =>
        db.Set<Payment>().AsNoTracking().Include("_attempts").SingleAsync(p => p.Reference == reference));

    public async Task<PaymentStatus> StatusAsync(string reference) => (await Shop.SendAsync(new GetPayment(reference)))!;

    /// <summary>Every session at Stripe, newest first.</summary>
    public async Task<List<global::Stripe.Checkout.Session>> SessionsAsync() =>
        (await Stripe.V1.Checkout.Sessions.ListAsync(new() { Limit = 100 })).Data;

    /// <summary>Charges at Stripe that took money.</summary>
    public async Task<List<Charge>> ChargesAsync() =>
        [.. (await Stripe.V1.Charges.ListAsync(new() { Limit = 100 })).Data.Where(c => c.Captured)];

    /// <summary>As in Stripe's dashboard.</summary>
    public Task<global::Stripe.Refund> RefundAsync(string chargeId, long pence) => Stripe.V1.Refunds.CreateAsync(new() { Charge = chargeId, Amount = pence });

    /// <summary>Every refund at Stripe.</summary>
    public async Task<List<global::Stripe.Refund>> RefundsAsync() => (await Stripe.V1.Refunds.ListAsync(new() { Limit = 100 })).Data;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _sandbox.StopAsync();
        await _sandbox.DisposeAsync();
        await _web.DisposeAsync();
        await Shop.DisposeAsync();
        _stripeHttp.Dispose();
    }

    private static Dictionary<string, string?> Settings(string sandboxUrl, bool returnStrayMoney) => new()
    {
        ["Stripe:SecretKey"] = Key,
        ["Stripe:ApiBase"] = sandboxUrl,
        ["Stripe:WebhookSecret"] = Secret,
        ["Stripe:WebhookSecretPrevious"] = PreviousSecret,
        ["Stripe:StatementPrefix"] = "NORTHMOOR",
        ["Stripe:StatementSuffix"] = "SERVICES",
        ["Payments:RefundStrayMoney"] = returnStrayMoney.ToString(),
    };

    /// <summary>The module on its own: what other modules do on its news is theirs to test.</summary>
    private static void Listen(IServiceCollection services)
    {
        foreach (var news in new[] { typeof(PaymentSucceeded), typeof(PaymentFeeKnown), typeof(PaymentRefunded), typeof(PaymentNeedsAttention), typeof(PayoutSeen), typeof(RefundChanged), typeof(DisputeChanged) })
        {
            services.RemoveAll(typeof(INotificationHandler<>).MakeGenericType(news));
            services.AddScoped(typeof(INotificationHandler<>).MakeGenericType(news), typeof(EventLog.Listener<>).MakeGenericType(news));
        }
    }

    /// <summary>The shop's endpoint on a port of its own, each request in a scope of the shop's.</summary>
    private static async Task<WebApplication> ServeAsync(TestShop shop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            await using var scope = shop.Services.CreateAsyncScope();
            context.RequestServices = scope.ServiceProvider;
            await next(context);
        });
        app.MapPaymentsEndpoints();
        await app.StartAsync();
        return app;
    }
}
