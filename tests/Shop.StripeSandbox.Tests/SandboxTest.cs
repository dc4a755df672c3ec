using System.Net;
using System.Text.Json.Nodes;
using Stripe;
using Stripe.Checkout;

namespace Shop.StripeSandbox.Tests;

/// <summary>A test with a sandbox of its own.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected Sandbox Sandbox { get; private set; } = null!;

    protected StripeClient Client => Sandbox.Client;

    protected virtual StripeSandboxOptions Configure(StripeSandboxOptions options) => options;

    public async ValueTask InitializeAsync() => Sandbox = await Sandbox.StartAsync(Configure);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Sandbox.DisposeAsync();
    }

    protected Task<Session> SessionAsync(string id, params string[] expand) =>
        Client.V1.Checkout.Sessions.GetAsync(id, new() { Expand = [.. expand] });

    /// <summary>A plain form POST with the key, as curl would send it.</summary>
    protected async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, string form, string? idempotencyKey = null)
    {
        using var response = await SendAsync(path, form, idempotencyKey);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    protected async Task<HttpResponseMessage> SendAsync(string path, string form, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await Sandbox.Http.SendAsync(request);
    }

    protected async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var response = await Sandbox.Http.GetAsync(path);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Lets the sandbox's clock run to this time, all that is due on the way happening first.</summary>
    protected Task RunToAsync(DateTimeOffset time) => Sandbox.ControlAsync(
        HttpMethod.Post, "clock/advance", new() { ["seconds"] = (long)Math.Ceiling((time - Sandbox.Clock.Now).TotalSeconds) });

    protected async Task<(long Available, long Pending)> BalanceAsync()
    {
        var balance = await Client.V1.Balance.GetAsync();
        return (balance.Available.Single().Amount, balance.Pending.Single().Amount);
    }

    /// <summary>The types of the latest events, oldest first.</summary>
    protected async Task<List<string>> LatestEventsAsync(int count) =>
        [.. (await Client.V1.Events.ListAsync(new() { Limit = count })).Select(e => e.Type).Reverse()];

    /// <summary>The error Stripe.net makes of a refusal.</summary>
    protected static async Task<StripeError> RefusedAsync(HttpStatusCode status, Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<StripeException>(call);
        Assert.Equal(status, e.HttpStatusCode);
        return e.StripeError;
    }

    /// <summary>Waits for something that happens by itself. Fails after a minute.</summary>
    protected static async Task EventuallyAsync(Func<Task<bool>> happened, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await happened())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited too long for: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
