using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class WebhookEndpointTests : SandboxTest
{
    [Fact]
    public async Task Create_Endpoint_TellsItsSecretOnceAndSignsWithIt()
    {
        await using var other = await Receiver.StartAsync();
        var created = await Client.V1.WebhookEndpoints.CreateAsync(new()
        {
            Url = other.Url,
            EnabledEvents = ["checkout.session.completed"],
            ApiVersion = "2026-10-28.endive",
            Description = "Second",
            Metadata = new() { ["a"] = "b" },
        });
        Assert.StartsWith("whsec_", created.Secret, StringComparison.Ordinal);
        var read = await Client.V1.WebhookEndpoints.GetAsync(created.Id);
        Assert.Null(read.Secret);
        Assert.Equal(("enabled", "Second", "b", other.Url), (read.Status, read.Description, read.Metadata["a"], read.Url));

        await Sandbox.PaidSessionAsync();

        var delivered = Assert.Single(await other.WaitForAsync(1));
        Assert.Equal("checkout.session.completed", EventUtility.ConstructEvent(delivered.Body, delivered.Signature, created.Secret).Type);
        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(delivered.Body, delivered.Signature, Tests.Sandbox.Secret));
        Assert.Equal(2, delivered.Event["pending_webhooks"]!.GetValue<int>());
        await Sandbox.Receiver.WaitForAsync(4);
        Assert.Single(other.All);
    }

    [Fact]
    public async Task Endpoint_OfAnotherVersion_GetsItsVersion()
    {
        await using var old = await Receiver.StartAsync();
        await PostAsync("/v1/webhook_endpoints", $"url={old.Url}&enabled_events[]=*&api_version=2025-03-31.basil");
        await Sandbox.PaidSessionAsync();
        Assert.Equal("2025-03-31.basil", (await old.WaitForAsync(1))[0].Event["api_version"]!.GetValue<string>());
        Assert.Equal("2026-10-28.endive", (await Sandbox.Receiver.WaitForAsync(1))[0].Event["api_version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Endpoint_DisabledOrDeleted_HearsNothingMore()
    {
        Sandbox.Receiver.Answer = _ => 500;
        await Sandbox.PaidSessionAsync();
        await Sandbox.Receiver.WaitForAsync(1);
        var id = (await Client.V1.WebhookEndpoints.ListAsync()).Single().Id;

        var disabled = await Client.V1.WebhookEndpoints.UpdateAsync(id, new() { Disabled = true });
        Assert.Equal("disabled", disabled.Status);
        Sandbox.Clock.Advance(TimeSpan.FromDays(1));
        await EventuallyAsync(async () => (await StatesAsync()).All(s => s == "cancelled"), "the retries to be cancelled");

        Assert.True((await Client.V1.WebhookEndpoints.DeleteAsync(id)).Deleted);
        Assert.Empty(await Client.V1.WebhookEndpoints.ListAsync());
        await RefusedAsync(HttpStatusCode.NotFound, () => Client.V1.WebhookEndpoints.GetAsync(id));
    }

    [Fact]
    public async Task Endpoint_OnAnotherHost_IsRecordedAsBlockedAndNeverCalled()
    {
        await Client.V1.WebhookEndpoints.CreateAsync(new() { Url = "https://shop.example/webhooks", EnabledEvents = ["*"] });
        await Sandbox.PaidSessionAsync();
        await EventuallyAsync(async () => (await StatesAsync()).Order().SequenceEqual(["blocked", "blocked", "blocked", "blocked", "delivered", "delivered", "delivered", "delivered"]), "four blocked and four delivered");
    }

    [Fact]
    public async Task Endpoint_NobodyListensAt_IsTriedAgain()
    {
        await Client.V1.WebhookEndpoints.CreateAsync(new() { Url = "http://127.0.0.1:9/hooks", EnabledEvents = ["charge.succeeded"] });
        await Sandbox.PaidSessionAsync();
        await EventuallyAsync(async () => (await Sandbox.ControlAsync(HttpMethod.Get, "deliveries"))["data"]!.AsArray()
            .Any(d => d!["attempts"]!.AsArray().Any(a => a!["failure"] is not null)), "a refused connection to be recorded");
        Assert.Contains("waiting", await StatesAsync());
    }

    [Theory]
    [InlineData("enabled_events[]=*", "url", "parameter_missing")]
    [InlineData("url=http://127.0.0.1/", "enabled_events", "parameter_missing")]
    [InlineData("url=hooks&enabled_events[]=*", "url", "url_invalid")]
    [InlineData("url=http://127.0.0.1/&enabled_events[]=*&secret=whsec_mine", "secret", "parameter_unknown")]
    public async Task Create_WithABadParameter_NamesIt(string form, string param, string code)
    {
        var (status, body) = await PostAsync("/v1/webhook_endpoints", form);
        Assert.Equal((HttpStatusCode.BadRequest, param, code), (status, body["error"]!["param"]!.GetValue<string>(), body["error"]!["code"]!.GetValue<string>()));
    }

    private async Task<List<string>> StatesAsync() =>
        [.. (await Sandbox.ControlAsync(HttpMethod.Get, "deliveries"))["data"]!.AsArray().Select(d => d!["state"]!.GetValue<string>())];
}
