using System.Net;
using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Tests;

public sealed class IdempotencyTests : SandboxTest
{
    private const string Path = "/v1/payment_intents";
    private const string Good = "amount=500&currency=gbp&confirm=true&payment_method=pm_card_visa";
    private const string Bad = "amount=500&currency=gbp&confirm=true&payment_method=pm_card_chargeDeclined";

    [Fact]
    public async Task Replay_WithTheSameParameters_GivesTheFirstAnswerToTheByte()
    {
        using var first = await SendAsync(Path, Good, "k1");
        using var second = await SendAsync(Path, "payment_method=pm_card_visa&confirm=true&currency=gbp&amount=500", "k1");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.Headers.GetValues("Request-Id").Single(), second.Headers.GetValues("Original-Request").Single());
        Assert.NotEqual(first.Headers.GetValues("Request-Id").Single(), second.Headers.GetValues("Request-Id").Single());
        Assert.Equal("k1", second.Headers.GetValues("Idempotency-Key").Single());
        Assert.Single(await Client.V1.Charges.ListAsync());
    }

    [Theory]
    [InlineData(Path, "amount=501&currency=gbp&confirm=true&payment_method=pm_card_visa")]
    [InlineData(Path, Good + "&metadata[a]=b")]
    [InlineData("/v1/refunds", Good)]
    public async Task Reuse_WithOtherParametersOrForAnotherUrl_Is400(string path, string form)
    {
        await PostAsync(Path, Good, "k1");
        var (status, body) = await PostAsync(path, form, "k1");
        Assert.Equal((HttpStatusCode.BadRequest, "idempotency_error"), (status, body["error"]!["type"]!.GetValue<string>()));
        Assert.StartsWith("Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'k1'",
            body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(await Client.V1.PaymentIntents.ListAsync());
    }

    [Fact]
    public async Task Replay_OfADecline_IsTheSameDeclineAndTriesNoCard()
    {
        var first = await PostAsync(Path, Bad, "k1");
        var second = await PostAsync(Path, Bad, "k1");
        Assert.Equal((HttpStatusCode.PaymentRequired, HttpStatusCode.PaymentRequired), (first.Status, second.Status));
        Assert.True(JsonNode.DeepEquals(first.Body, second.Body));
        Assert.Single(await Client.V1.Charges.ListAsync());
    }

    [Fact]
    public async Task Replay_OfAStickyFault_IsTheSame500()
    {
        await Sandbox.OrderFaultAsync("status", Path, new() { ["status"] = 500, ["sticky"] = true });
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(Path, Good, "k1")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(Path, Good, "k1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, Good, "k2")).Status);
        Assert.Single(await Client.V1.Charges.ListAsync());
    }

    [Fact]
    public async Task Key_AfterRefusedParameters_CanBeUsedAgain()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Path, "amount=5&currency=gbp", "k1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, Good, "k1")).Status);
    }

    [Fact]
    public async Task Key_OfARefusalByState_KeepsTheRefusal()
    {
        var session = await Sandbox.PaidSessionAsync(amount: 1_000);
        var form = $"payment_intent={session.PaymentIntentId}&amount=2000";
        var first = await PostAsync("/v1/refunds", form, "k1");
        using var second = await SendAsync("/v1/refunds", form, "k1");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (first.Status, second.StatusCode));
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Key_OfACallStillRunning_Is409AndTheFirstStillCounts()
    {
        await Sandbox.OrderFaultAsync("slow", Path, new() { ["delay_ms"] = 1_500 });
        var slow = PostAsync(Path, Good, "k1");
        await EventuallyAsync(async () => (await Sandbox.ControlAsync(HttpMethod.Get, "faults"))["data"]!.AsArray().Count == 0, "the slow call to begin");

        (HttpStatusCode Status, JsonNode? Body) meanwhile = default;
        await EventuallyAsync(async () => (meanwhile = await PostAsync(Path, Good, "k1")).Status == HttpStatusCode.Conflict || slow.IsCompleted, "the clash");

        Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_in_use"), (meanwhile.Status, meanwhile.Body?["error"]?["code"]?.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, Good, "k1")).Status);
        Assert.Single(await Client.V1.Charges.ListAsync());
    }

    [Fact]
    public async Task Replay_ManyAtOnce_ExecutesOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(Path, Good, "k1")));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Single(answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => a.Body["id"]!.GetValue<string>()).Distinct());
        Assert.Single(await Client.V1.Charges.ListAsync());
    }

    [Fact]
    public async Task Key_AfterADay_IsForgotten()
    {
        await PostAsync(Path, Good, "k1");
        Sandbox.Clock.Advance(TimeSpan.FromHours(23));
        await PostAsync(Path, Good, "k1");
        Assert.Single(await Client.V1.Charges.ListAsync());
        Sandbox.Clock.Advance(TimeSpan.FromHours(2));
        await PostAsync(Path, Good, "k1");
        Assert.Equal(2, (await Client.V1.Charges.ListAsync()).Count());
    }

    [Fact]
    public async Task Key_OnAGet_IsIgnoredAndTooLongOnAPost_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/balance");
        request.Headers.Add("Idempotency-Key", "k1");
        using var response = await Sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, Good, "k1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Path, Good, new string('k', 256))).Status);
    }
}
