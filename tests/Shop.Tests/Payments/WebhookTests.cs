using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Stripe;

namespace Shop.Tests.Payments;

/// <summary>The endpoint and the inbox behind it.</summary>
public abstract class WebhookTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("none")]
    [InlineData("empty")]
    [InlineData("spaces")]
    [InlineData("t=zz")]
    [InlineData("t only")]
    [InlineData("v0 only")]
    [InlineData("old")]
    [InlineData("future")]
    [InlineData("wrong secret")]
    [InlineData("altered byte")]
    [InlineData("added byte")]
    [InlineData("other time")]
    [InlineData("long")]
    public async Task Receive_BadSignature_Is400AndKeepsNothing(string fault)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var body = Body("evt_1", "checkout.session.completed");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var (sent, header) = fault switch
        {
            "none" => (body, null),
            "empty" => (body, ""),
            "spaces" => (body, "   "),
            "t=zz" => (body, "t=zz,v1=00"),
            "t only" => (body, $"t={now}"),
            "v0 only" => (body, Sign(body, PaymentShop.Secret, now).Replace("v1=", "v0=", StringComparison.Ordinal)),
            "old" => (body, Sign(body, PaymentShop.Secret, now - 310)),
            "future" => (body, Sign(body, PaymentShop.Secret, now + 400)),
            "wrong secret" => (body, Sign(body, "whsec_other", now)),
            "altered byte" => (body.Replace("evt_1", "evt_2", StringComparison.Ordinal), Sign(body, PaymentShop.Secret, now)),
            "added byte" => (body + " ", Sign(body, PaymentShop.Secret, now)),
            "other time" => (body, Sign(body, PaymentShop.Secret, now).Replace($"t={now}", $"t={now - 1}", StringComparison.Ordinal)),
            _ => (body, new string('x', 7_000)),
        };
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(shop, sent, header));
        Assert.Equal(0, await CountAsync(shop));
    }

    [Theory]
    [InlineData("current")]
    [InlineData("previous")]
    [InlineData("both")]
    [InlineData("almost old")]
    [InlineData("by Stripe.net")]
    public async Task Receive_GoodSignature_IsKeptAsItCame(string kind)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var body = Body("evt_1", "checkout.session.completed").Replace("\"note\":\"\"", "\"note\":\"\u00e9\u20ac\ud83d\ude00\"", StringComparison.Ordinal);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = kind switch
        {
            "previous" => Sign(body, PaymentShop.PreviousSecret, now),
            "both" => $"{Sign(body, "whsec_new", now)},{Sign(body, PaymentShop.Secret, now).Split(',')[1]}",
            "almost old" => Sign(body, PaymentShop.Secret, now - 250),
            "by Stripe.net" => EventUtility.GenerateSignatureHeader(body, PaymentShop.Secret, now),
            _ => Sign(body, PaymentShop.Secret, now),
        };
        Assert.Equal(HttpStatusCode.OK, await PostAsync(shop, body, header));
        var kept = await shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().AsNoTracking().SingleAsync());
        Assert.Equal(("evt_1", "checkout.session.completed", body, WebhookState.Received), (kept.EventId, kept.Type, kept.Body, kept.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"id\":\"evt_1\"}")]
    [InlineData("{\"id\":7,\"type\":\"x\"}")]
    [InlineData("{\"id\":\"\",\"type\":\"x\"}")]
    public async Task Receive_SignedButNoEvent_Is400(string body)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        Assert.Equal(HttpStatusCode.BadRequest, await PostSignedAsync(shop, body));
        Assert.Equal(0, await CountAsync(shop));
    }

    [Fact]
    public async Task Receive_BytesThatAreNoText_Is400()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        byte[] body = [0x7b, 0xff, 0xfe, 0x7d];
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Stripe-Signature", Sign(Encoding.UTF8.GetString(body), PaymentShop.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        using var response = await shop.Http.PostAsync(PaymentsEndpoints.WebhookPath, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_TooBig_Is413AndKeepsNothing(bool chunked)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var body = Body("evt_1", "checkout.session.completed").Replace("\"note\":\"\"", $"\"note\":\"{new string('x', 1024 * 1024)}\"", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(shop, body, Sign(body, PaymentShop.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds()), chunked));
        Assert.Equal(0, await CountAsync(shop));
    }

    [Fact]
    public async Task Receive_BigButPossible_IsKept()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var body = Body("evt_1", "checkout.session.completed").Replace("\"note\":\"\"", $"\"note\":\"{new string('x', 900_000)}\"", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PostSignedAsync(shop, body));
    }

    [Fact]
    public async Task Receive_OneEventFiveHundredTimes_OneRowOneEffect()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        var body = Body("evt_many", "checkout.session.completed", $"\"object\":\"checkout.session\",\"id\":\"{session}\"");

        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, _) =>
        {
            answers.Add(await PostSignedAsync(shop, body));
            await shop.Shop.SendAsync(new WorkWebhookEvents());
        });
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(1, await CountAsync(shop));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentFeeKnown>());
    }

    [Fact]
    public async Task Receive_CannotBeStored_Is503()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE payments_webhook_event RENAME TO gone"));
        var body = Body("evt_1", "checkout.session.completed");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostSignedAsync(shop, body));

        await shop.Shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE gone RENAME TO payments_webhook_event"));
        Assert.Equal(HttpStatusCode.OK, await PostSignedAsync(shop, body));
        Assert.Equal(1, await CountAsync(shop));
    }

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

    private static string Body(string id, string type, string about = "") =>
        $$"""{"id":"{{id}}","object":"event","api_version":"2026-10-28.endive","created":1,"livemode":false,"type":"{{type}}","note":"","data":{"object":{ {{about}} } } }""";

    /// <summary>Written out, not by Stripe.net, so that an error in the library's signing could not hide one in its checking.</summary>
    private static string Sign(string body, string secret, long time)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    private static Task<HttpStatusCode> PostSignedAsync(PaymentShop shop, string body) =>
        PostAsync(shop, body, Sign(body, PaymentShop.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    private static async Task<HttpStatusCode> PostAsync(PaymentShop shop, string body, string? header, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentsEndpoints.WebhookPath);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (chunked) request.Headers.TransferEncodingChunked = true;
        if (header is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", header);
        using var response = await shop.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static Task<int> CountAsync(PaymentShop shop) => shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().CountAsync());
}

public sealed class SqliteWebhookTests() : WebhookTests(DatabaseProvider.Sqlite);

public sealed class PostgresWebhookTests() : WebhookTests(DatabaseProvider.Postgres);
