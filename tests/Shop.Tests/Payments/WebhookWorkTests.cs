using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using static Shop.Tests.Payments.SignedWebhooks;

namespace Shop.Tests.Payments;

/// <summary>The inbox behind the endpoint: what is done with an event that was kept.</summary>
public abstract class WebhookWorkTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("customer.created", "\"object\":\"customer\",\"id\":\"cus_1\"", "The shop does not use events of this type.")]
    [InlineData("v2.core.event_destination.ping", "", "The shop does not use events of this type.")]
    [InlineData("checkout.session.completed", "\"object\":\"checkout.session\",\"id\":\"cs_unknown\"", "It is about no payment of this shop.")]
    [InlineData("checkout.session.completed", "", "It is about no payment of this shop.")]
    [InlineData("charge.succeeded", "\"object\":\"charge\",\"id\":\"ch_x\",\"payment_intent\":{\"id\":\"pi_x\"},\"metadata\":{\"reference\":\"ZZZ\"}", "It is about no payment of this shop.")]
    public async Task Work_NotOurs_IsIgnoredWithTheReason(string type, string about, string why)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await PostSignedAsync(shop, Body("evt_1", type, about));
        await shop.WorkAsync();
        var row = Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Ignored, 0, 10))).Rows);
        Assert.Equal(("evt_1", type, why), (row.EventId, row.Type, row.Note));
        Assert.Equal(HttpStatusCode.OK, await PostSignedAsync(shop, Body("evt_1", type, about)));
    }

    [Theory]
    [InlineData("\"livemode\":false", "\"livemode\":true", "A live event, but the shop uses a test key.")]
    [InlineData("\"livemode\":false", "\"livemode\":false,\"account\":\"acct_other\"", "It is about another Stripe account.")]
    public async Task Work_OurPaymentButWrongMode_IsIgnored(string part, string by, string why)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        await PostSignedAsync(shop, Body("evt_1", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\"").Replace(part, by, StringComparison.Ordinal));
        await shop.WorkAsync();
        Assert.Equal(why, Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Ignored, 0, 10))).Rows).Note);
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(reference)).State);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"2019-02-11\"")]
    public async Task Work_OtherApiVersion_StillFindsTheMoney(string version)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        var body = Body("evt_1", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\"");
        await PostSignedAsync(shop, body.Replace("\"2026-10-28.endive\"", version, StringComparison.Ordinal));
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Equal(reference, Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Done, 0, 10))).Rows).Reference);
    }

    [Fact]
    public async Task Work_EventLies_OnlyStripesAnswerCounts()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.StartAsync(reference);
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        await PostSignedAsync(shop, Body("evt_1", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\",\"status\":\"complete\",\"payment_status\":\"paid\",\"amount_total\":9700"));
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Work_StripeDown_IsTriedAgainAndInTheEndVisible()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        await PostSignedAsync(shop, Body("evt_1", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\""));
        await shop.OrderFaultAsync("429", "GET", "/v1/checkout/sessions/*", times: 1_000);
        await shop.WorkAsync();
        var waiting = Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Received, 0, 10))).Rows);
        Assert.Equal((1, "Stripe answered 429 rate_limit."), (waiting.Tries, waiting.Note));

        for (var wait = 0; wait < 10; wait++)
        {
            await shop.AdvanceAsync(TimeSpan.FromHours(24));
            await shop.WorkAsync();
        }

        var failed = Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Failed, 0, 10))).Rows);
        Assert.Equal((11, (DateTime?)null), (failed.Tries, failed.NextTryAt));
        Assert.Equal(0, await shop.Shop.SendAsync(new WorkWebhookEvents()));
    }

    [Fact]
    public async Task Work_OnePaymentCannotBeWorked_OthersAre()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var (bad, good) = (await shop.PaidAtStripeAsync(), await shop.PaidAtStripeAsync());
        foreach (var reference in new[] { bad, good })
        {
            var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
            await PostSignedAsync(shop, Body($"evt_{reference}", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\""));
            if (reference == bad) await shop.OrderFaultAsync("status", "GET", $"/v1/checkout/sessions/{session}", more: new() { ["status"] = 400 });
        }

        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(good)).State);
        Assert.Equal("StripeRefusedException", Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Received, 0, 10))).Rows).Note);
    }

    [Fact]
    public async Task Forget_OldBodies_RowsStay()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await PostSignedAsync(shop, Body("evt_1", "customer.created"));
        await shop.WorkAsync();
        Assert.Equal(0, await shop.Shop.SendAsync(new ForgetWebhookBodies()));
        await shop.AdvanceAsync(TimeSpan.FromDays(31));
        Assert.Equal(1, await shop.Shop.SendAsync(new ForgetWebhookBodies()));
        Assert.Equal("", await shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().Select(e => e.Body).SingleAsync()));
        Assert.Equal(0, await shop.Shop.SendAsync(new ForgetWebhookBodies()));
    }
}

public sealed class SqliteWebhookWorkTests() : WebhookWorkTests(DatabaseProvider.Sqlite);

public sealed class PostgresWebhookWorkTests() : WebhookWorkTests(DatabaseProvider.Postgres);
