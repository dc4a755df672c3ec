using System.Net;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class EventTests : SandboxTest
{
    [Fact]
    public async Task Retrieve_Event_IsByteForByteWhatWasDelivered()
    {
        await Sandbox.PaidSessionAsync();
        foreach (var delivered in await Sandbox.Receiver.WaitForAsync(4))
            Assert.Equal(delivered.Body, await Sandbox.Http.GetStringAsync("/v1/events/" + delivered.Id));
    }

    [Fact]
    public async Task Event_AfterTheObjectChanged_StillShowsItAsItWas()
    {
        var session = await Sandbox.PaidSessionAsync(amount: 1_000);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId });
        var succeeded = Assert.Single(await Client.V1.Events.ListAsync(new() { Type = "charge.succeeded" }));
        Assert.Equal(0, ((Charge)succeeded.Data.Object).AmountRefunded);
        Assert.Equal(("2026-10-28.endive", false, 1L), (succeeded.ApiVersion, succeeded.Livemode, succeeded.PendingWebhooks));
    }

    [Fact]
    public async Task Event_OfAnApiCall_NamesTheCallAndItsKey()
    {
        var session = await Sandbox.PaidSessionAsync();
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId }, new() { IdempotencyKey = "refund:1" });
        var created = Assert.Single(await Client.V1.Events.ListAsync(new() { Type = "refund.created" }));
        Assert.Equal((refund.StripeResponse.RequestId, "refund:1"), (created.Request.Id, created.Request.IdempotencyKey));
        var paid = Assert.Single(await Client.V1.Events.ListAsync(new() { Type = "charge.succeeded" }));
        Assert.Equal((null, null), (paid.Request.Id, paid.Request.IdempotencyKey));
    }

    [Fact]
    public async Task List_ByTypesAndDeliverySuccess_Filters()
    {
        Sandbox.Receiver.Answer = n => n == 2 ? 500 : 200;
        await Sandbox.ControlAsync(HttpMethod.Post, "webhooks/mode", new() { ["drop"] = new JsonArray("checkout.session.completed") });
        await Sandbox.PaidSessionAsync();
        await Sandbox.Receiver.WaitForAsync(3);

        Assert.Equal(["payment_intent.succeeded", "charge.succeeded"], await TypesAsync(new() { Types = ["charge.succeeded", "payment_intent.succeeded"] }));
        Assert.Equal(["payment_intent.succeeded", "payment_intent.created"], await TypesAsync(new() { Type = "payment_intent.*" }));
        Assert.Contains("checkout.session.completed", await TypesAsync(new() { DeliverySuccess = false }));
        Assert.DoesNotContain("checkout.session.completed", await TypesAsync(new() { DeliverySuccess = true }));
        await EventuallyAsync(async () => (await TypesAsync(new() { DeliverySuccess = false })).Count == 1, "the second delivery to be repeated with success");
    }

    [Fact]
    public async Task Event_AfterThirtyDays_IsGone()
    {
        await Sandbox.PaidSessionAsync();
        var id = (await Client.V1.Events.ListAsync()).First().Id;
        Sandbox.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain(await Client.V1.Events.ListAsync(new() { Limit = 100 }), e => e.Id == id);
        await RefusedAsync(HttpStatusCode.NotFound, () => Client.V1.Events.GetAsync(id));
    }

    private async Task<List<string>> TypesAsync(EventListOptions options) => [.. (await Client.V1.Events.ListAsync(options)).Select(e => e.Type)];
}
