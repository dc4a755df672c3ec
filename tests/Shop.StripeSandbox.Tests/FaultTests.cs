using System.Net;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class FaultTests : SandboxTest
{
    private const string Path = "/v1/payment_intents";

    private static readonly PaymentIntentCreateOptions Payment = new() { Amount = 500, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_visa" };

    private Task<PaymentIntent> PayAsync(string key) => Client.V1.PaymentIntents.CreateAsync(Payment, new() { IdempotencyKey = key });

    private async Task<int> ChargesAsync() => (await Client.V1.Charges.ListAsync()).Count();

    [Fact]
    public async Task ResetAfter_Call_IsExecutedAndItsAnswerIsFoundByTheKey()
    {
        await Sandbox.OrderFaultAsync("reset_after", Path);
        await Assert.ThrowsAsync<HttpRequestException>(() => PayAsync("k1"));
        Assert.Equal(1, await ChargesAsync());
        Assert.Equal("succeeded", (await PayAsync("k1")).Status);
        Assert.Equal(1, await ChargesAsync());
        await PayAsync("k2");
        Assert.Equal(2, await ChargesAsync());
    }

    [Fact]
    public async Task ResetAfter_WithStripesOwnRetries_ChargesOnce()
    {
        await Sandbox.OrderFaultAsync("reset_after", Path, new() { ["times"] = 2 });
        using var http = new HttpClient();
        var intent = await Sandbox.Connect(http, retries: 2).V1.PaymentIntents.CreateAsync(Payment);
        Assert.Equal("succeeded", intent.Status);
        Assert.Equal(1, await ChargesAsync());
    }

    [Fact]
    public async Task ResetBefore_Call_IsNotExecuted()
    {
        await Sandbox.OrderFaultAsync("reset_before", Path);
        await Assert.ThrowsAsync<HttpRequestException>(() => PayAsync("k1"));
        Assert.Equal(0, await ChargesAsync());
        await PayAsync("k1");
        Assert.Equal(1, await ChargesAsync());
    }

    [Theory]
    [InlineData("status", 503, HttpStatusCode.ServiceUnavailable)]
    [InlineData("status", 409, HttpStatusCode.Conflict)]
    [InlineData("429", 0, (HttpStatusCode)429)]
    [InlineData("html", 0, HttpStatusCode.BadGateway)]
    public async Task Answer_ThatFails_ExecutesNothingAndKeepsNothing(string kind, int status, HttpStatusCode expected)
    {
        await Sandbox.OrderFaultAsync(kind, Path, status == 0 ? null : new() { ["status"] = status, ["should_retry"] = false });
        using var response = await SendAsync(Path, "amount=500&currency=gbp", "k1");
        Assert.Equal(expected, response.StatusCode);
        if (status != 0) Assert.Equal("false", response.Headers.GetValues("Stripe-Should-Retry").Single());
        Assert.Equal(0, await ChargesAsync());
        Assert.Equal("succeeded", (await PayAsync("k1")).Status);
    }

    [Fact]
    public async Task Malformed_Call_IsExecutedButCannotBeRead()
    {
        await Sandbox.OrderFaultAsync("malformed", Path);
        await Assert.ThrowsAnyAsync<StripeException>(() => PayAsync("k1"));
        Assert.Equal(1, await ChargesAsync());
        Assert.Equal("succeeded", (await PayAsync("k1")).Status);
        Assert.Equal(1, await ChargesAsync());
    }

    [Fact]
    public async Task Timeout_Call_HangsUntilTheCallerLeavesAndIsNotExecuted()
    {
        await Sandbox.OrderFaultAsync("timeout", Path);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) };
        await Assert.ThrowsAnyAsync<TaskCanceledException>(() => Sandbox.Connect(http).V1.PaymentIntents.CreateAsync(Payment));
        Assert.Equal(0, await ChargesAsync());
    }

    [Fact]
    public async Task Slow_Call_IsExecutedAlthoughTheCallerLeft()
    {
        await Sandbox.OrderFaultAsync("slow", Path, new() { ["delay_ms"] = 600 });
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };
        await Assert.ThrowsAnyAsync<TaskCanceledException>(() => Sandbox.Connect(http).V1.PaymentIntents.CreateAsync(Payment));
        await EventuallyAsync(async () => await ChargesAsync() == 1, "the payment to be made after all");
    }

    [Fact]
    public async Task Faults_ByMethodAndPath_HitOnlyTheirCallsAndSoManyTimes()
    {
        var session = await Sandbox.CreateSessionAsync();
        await Sandbox.OrderFaultAsync("status", "/v1/checkout/sessions/*/expire", new() { ["times"] = 2 });
        Assert.Equal("open", (await SessionAsync(session.Id)).Status);
        await Sandbox.CreateSessionAsync();
        for (var i = 0; i < 2; i++) await RefusedAsync(HttpStatusCode.InternalServerError, () => Client.V1.Checkout.Sessions.ExpireAsync(session.Id));
        Assert.Equal("expired", (await Client.V1.Checkout.Sessions.ExpireAsync(session.Id)).Status);

        await Sandbox.OrderFaultAsync("status", "/v1/*", new() { ["times"] = 100 });
        await Sandbox.ControlAsync(HttpMethod.Delete, "faults");
        await Sandbox.CreateSessionAsync();
    }

    [Theory]
    [InlineData("""{"kind":"explode"}""", "kind")]
    [InlineData("""{"times":1}""", "kind")]
    [InlineData("""{"kind":"status","status":200}""", "status")]
    [InlineData("""{"kind":"status","when":"now"}""", "when")]
    [InlineData("""{"kind":"slow","sticky":true}""", "sticky")]
    [InlineData("""{"kind":"status","match":{"host":"x"}}""", "host")]
    [InlineData("""{"kind":""", null)]
    [InlineData("""[]""", null)]
    public async Task Order_ThatMakesNoSense_IsRefusedByName(string json, string? param)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await Sandbox.Http.PostAsync("/_sandbox/faults", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["param"]?.GetValue<string>());
    }
}
