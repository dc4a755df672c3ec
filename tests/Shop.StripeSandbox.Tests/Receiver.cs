using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.StripeSandbox.Tests;

/// <summary>A delivery as it arrived.</summary>
public sealed record Received(string Body, string? Signature)
{
    public JsonNode Event => JsonNode.Parse(Body)!;

    public string Type => Event["type"]!.GetValue<string>();

    public string Id => Event["id"]!.GetValue<string>();
}

/// <summary>A webhook endpoint that keeps what it gets and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/webhooks/stripe";

    /// <summary>A page of the shop, under another name of this machine than the sandbox's.</summary>
    public string ReturnUrl => app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/return";

    /// <summary>The status for the n-th delivery (from 1), asked for each.</summary>
    public Func<int, int> Answer { get; set; } = _ => 200;

    /// <summary>The body of its answers.</summary>
    public string Says { get; set; } = "";

    public IReadOnlyList<Received> All => [.. received];

    public IReadOnlyList<string> Types => [.. received.Select(r => r.Type)];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/webhooks/stripe", (RequestDelegate)receiver.ReceiveAsync);
        app.MapGet("/return", (RequestDelegate)(http => http.Response.WriteAsync("Thank you")));
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many deliveries have come. Fails after a minute, saying what came.</summary>
    public async Task<IReadOnlyList<Received>> WaitForAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (received.Count < count)
        {
            Assert.False(patience.IsCancellationRequested, $"Waited for {count} deliveries, got {received.Count}: {string.Join(", ", Types)}");
            await Task.Delay(10, CancellationToken.None);
        }
        return All;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        received.Enqueue(new(body, http.Request.Headers["Stripe-Signature"].FirstOrDefault()));
        http.Response.StatusCode = Answer(received.Count);
        await http.Response.WriteAsync(Says);
    }
}
