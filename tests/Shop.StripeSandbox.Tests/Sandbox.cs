using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Stripe;
using Stripe.Checkout;

namespace Shop.StripeSandbox.Tests;

/// <summary>A sandbox on a port of its own, with Stripe's own client, a browser's worth of HTTP, and a webhook receiver.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    public const string Key = "sk_test_suite";
    public const string Secret = "whsec_suite";

    private readonly WebApplication app;
    private readonly HttpClient stripeHttp = new();

    private Sandbox(WebApplication app, SandboxClock clock, Receiver receiver)
    {
        this.app = app;
        (Clock, Receiver) = (clock, receiver);
        Url = app.Urls.First();
        Client = Connect(stripeHttp);
        Http = new() { BaseAddress = new(Url) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public string Url { get; }

    public SandboxClock Clock { get; }

    public Receiver Receiver { get; }

    /// <summary>Stripe.net, without its retries: each test sees the very answer.</summary>
    public StripeClient Client { get; }

    /// <summary>Plain HTTP with the key.</summary>
    public HttpClient Http { get; }

    public static async Task<Sandbox> StartAsync(Func<StripeSandboxOptions, StripeSandboxOptions>? configure = null)
    {
        var receiver = await Receiver.StartAsync();
        var clock = new SandboxClock();
        var options = new StripeSandboxOptions { Urls = "http://127.0.0.1:0", Clock = clock, Webhooks = [new(receiver.Url, Secret)] };
        var app = StripeSandbox.Build(configure?.Invoke(options) ?? options);
        await app.StartAsync();
        return new(app, clock, receiver);
    }

    public StripeClient Connect(HttpClient http, int retries = 0) => new(new StripeClientOptions
    {
        ApiKey = Key,
        ApiBase = Url,
        HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: retries, appInfo: null, enableTelemetry: false),
    });

    public static SessionCreateOptions SessionOptions(long amount = 9_700, Action<SessionCreateOptions>? change = null)
    {
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            UiMode = "hosted_page",
            SuccessUrl = "http://127.0.0.1:9/return?session={CHECKOUT_SESSION_ID}",
            CancelUrl = "http://127.0.0.1:9/cancelled",
            ClientReferenceId = "order-1",
            Metadata = new() { ["order"] = "1" },
            LineItems =
            [
                new()
                {
                    Quantity = 1,
                    PriceData = new()
                    {
                        Currency = "gbp", UnitAmount = amount, TaxBehavior = "inclusive", ProductData = new() { Name = "Skip permit" },
                    },
                },
            ],
            PaymentIntentData = new() { Description = "Order 1", Metadata = new() { ["order"] = "1" } },
        };
        change?.Invoke(options);
        return options;
    }

    public Task<Session> CreateSessionAsync(long amount = 9_700, Action<SessionCreateOptions>? change = null) =>
        Client.V1.Checkout.Sessions.CreateAsync(SessionOptions(amount, change));

    public Payer OpenBrowser() => new(Url);

    /// <summary>A session paid with this card, as it is afterwards.</summary>
    public async Task<Session> PaidSessionAsync(string card = Cards.Gb, long amount = 9_700)
    {
        var session = await CreateSessionAsync(amount);
        using var payer = OpenBrowser();
        var page = await payer.PayAsync(session.Url, card);
        Assert.Equal(HttpStatusCode.SeeOther, page.Status);
        return await Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["payment_intent.latest_charge.balance_transaction"] });
    }

    public async Task<JsonNode> ControlAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, "/_sandbox/" + path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> OrderFaultAsync(string kind, string path, JsonObject? more = null)
    {
        var body = more ?? [];
        body["kind"] = kind;
        body["match"] = new JsonObject { ["method"] = "POST", ["path"] = path };
        return ControlAsync(HttpMethod.Post, "faults", body);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        stripeHttp.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
