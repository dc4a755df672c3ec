using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Stripe;
using static Shop.Tests.Payments.SignedWebhooks;

namespace Shop.Tests.Payments;

/// <summary>The endpoint: what it refuses, what it keeps.</summary>
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

    private static Task<int> CountAsync(PaymentShop shop) => shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().CountAsync());
}

public sealed class SqliteWebhookTests() : WebhookTests(DatabaseProvider.Sqlite);

public sealed class PostgresWebhookTests() : WebhookTests(DatabaseProvider.Postgres);
