using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Tests;

/// <summary>The sandbox driven by Stripe's own client for Node, and its webhooks checked by that client and by hand.</summary>
public sealed class NodeClientTests : SandboxTest
{
    [Theory]
    [InlineData("sessions")]
    [InlineData("hosted page")]
    [InlineData("payment intents")]
    [InlineData("refunds")]
    [InlineData("lists")]
    [InlineData("errors")]
    [InlineData("idempotency")]
    [InlineData("webhook endpoints")]
    [InlineData("payouts")]
    public Task Scenario_DrivenByNode_Holds(string scenario) =>
        NodeClient.RunAsync("conformance.mjs", [scenario], new Dictionary<string, string> { ["SANDBOX_URL"] = Sandbox.Url });

    [Fact]
    public async Task Deliveries_OfAPayment_AreGenuineToTheClientAndByHand()
    {
        await Sandbox.PaidSessionAsync();
        var received = await Sandbox.Receiver.WaitForAsync(4);
        var verdicts = await VerifyAsync(received.Select(r => (r.Body, r.Signature!)), Sandbox.Secret);
        Assert.Equal(received.Select(r => r.Type), verdicts);
    }

    [Theory]
    [InlineData("stale", false)]
    [InlineData("wrong_secret", false)]
    [InlineData("rolled", true)]
    public async Task Deliveries_SignedOtherwise_AreGenuineOrNot(string signature, bool genuine)
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "webhooks/mode", new JsonObject { ["signature"] = signature });
        await Sandbox.PaidSessionAsync();
        var received = (await Sandbox.Receiver.WaitForAsync(1))[0];
        var verdicts = await VerifyAsync([(received.Body, received.Signature!)], Sandbox.Secret);
        Assert.Equal(genuine ? received.Type : "refused", Assert.Single(verdicts));
    }

    [Fact]
    public async Task Deliveries_AlteredByOneByte_AreRefused()
    {
        await Sandbox.PaidSessionAsync();
        var received = (await Sandbox.Receiver.WaitForAsync(1))[0];
        var verdicts = await VerifyAsync([(received.Body.Replace("\"livemode\": false", "\"livemode\": true ", StringComparison.Ordinal), received.Signature!)], Sandbox.Secret);
        Assert.Equal(["refused"], verdicts);
    }

    private static async Task<string[]> VerifyAsync(IEnumerable<(string Body, string Signature)> deliveries, string secret)
    {
        var input = JsonSerializer.Serialize(deliveries.Select(d => new { body = d.Body, signature = d.Signature }));
        var output = await NodeClient.RunAsync("verify.mjs", [], new Dictionary<string, string> { ["WEBHOOK_SECRET"] = secret }, input);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
