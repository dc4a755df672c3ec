using System.Text;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Stripe;

namespace Shop.Tests.Payments;

/// <summary>What finance is told of Stripe's balance, asked over HTTP; and the hint that a payout moved.</summary>
public abstract class StripeBalanceTests(DatabaseProvider provider)
{
    [Fact]
    public async Task ListBalanceTransactions_ChargeAndRefund_AreResolvedToTheirOrder()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync(pence: 10_000);
        var charge = Assert.Single(await shop.ChargesAsync());
        var refund = await shop.RefundAsync(charge.Id, 2_500);
        var page = await shop.Shop.SendAsync(new ListBalanceTransactions(null, null, null, null, 100));
        var taken = Assert.Single(page.Rows, r => r.ReportingCategory == "charge");
        var back = Assert.Single(page.Rows, r => r.ReportingCategory == "refund");
        Assert.Equal((2, false), (page.Rows.Count, page.HasMore));
        Assert.Equal((10_000L, 170L, 9_830L), (taken.AmountPence, taken.FeePence, taken.NetPence));
        Assert.Equal(("stripe_fee", 170L), (taken.Fees.Single().Type, taken.Fees.Single().AmountPence));
        Assert.Equal((charge.Id, charge.PaymentIntentId, reference), (taken.ChargeId, taken.PaymentIntentId, taken.Reference));
        Assert.Equal(("gbp", false, false, false), (taken.Currency, taken.IsAvailable, taken.IsConverted, taken.IsWrongMode));
        Assert.Equal((-2_500L, 0L, -2_500L), (back.AmountPence, back.FeePence, back.NetPence));
        Assert.Equal((refund.Id, charge.Id, charge.PaymentIntentId), (back.RefundId, back.ChargeId, back.PaymentIntentId));
    }

    [Fact]
    public async Task ListBalanceTransactions_PageByPage_BringsEachRowOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        for (var i = 0; i < 3; i++) await shop.PaidAtStripeAsync();
        var seen = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await shop.Shop.SendAsync(new ListBalanceTransactions(null, null, null, after, 1));
            seen.AddRange(page.Rows.Select(r => r.Id));
            after = seen[^1];
            if (!page.HasMore) break;
        }

        Assert.Equal((3, 3), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task ListBalanceTransactions_ByTime_KeepsToItsBounds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.PaidAtStripeAsync();
        var at = Assert.Single((await shop.Shop.SendAsync(new ListBalanceTransactions(null, null, null, null, 10))).Rows).CreatedAt;
        Assert.Single((await shop.Shop.SendAsync(new ListBalanceTransactions(null, at, at.AddSeconds(1), null, 10))).Rows);
        Assert.Empty((await shop.Shop.SendAsync(new ListBalanceTransactions(null, at.AddSeconds(1), null, null, 10))).Rows);
        Assert.Empty((await shop.Shop.SendAsync(new ListBalanceTransactions(null, null, at, null, 10))).Rows);
    }

    [Fact]
    public async Task GetStripeBalance_IsTheSumOfAllNets()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.PaidAtStripeAsync(pence: 10_000);
        var balance = await shop.Shop.SendAsync(new GetStripeBalance());
        Assert.Equal((0L, 9_830L, 9_830L, false), (balance.AvailablePence, balance.PendingPence, balance.TotalPence, balance.IsWrongMode));
        Assert.Empty(balance.OtherCurrencies);
    }

    [Theory]
    [InlineData("payout.paid")]
    [InlineData("payout.reconciliation_completed")]
    [InlineData("payout.something_new")]
    public async Task Webhook_AboutAPayout_IsToldAndDone(string type)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await PostAsync(shop, type, "po_1");
        await shop.WorkAsync();
        Assert.Equal(new PayoutSeen("po_1", type), Assert.Single(shop.Told.Of<PayoutSeen>()));
        Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Done, 0, 10))).Rows);
    }

    [Fact]
    public async Task Webhook_AListenerFails_TheEventIsTriedAgainAndTheOthersAreWorked()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        shop.Told.FailNext = true;
        await PostAsync(shop, "payout.paid", "po_1");
        await PostAsync(shop, "payout.paid", "po_2");
        await shop.WorkAsync();
        Assert.Single(shop.Told.Of<PayoutSeen>());
        var waiting = Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Received, 0, 10))).Rows);
        Assert.Equal((1, "InvalidOperationException"), (waiting.Tries, waiting.Note));
        await shop.AdvanceAsync(TimeSpan.FromDays(1));
        await shop.WorkAsync();
        Assert.Equal(["po_1", "po_2"], shop.Told.Of<PayoutSeen>().Select(p => p.PayoutId).Order());
    }

    private static async Task PostAsync(PaymentShop shop, string type, string payout)
    {
        var body = "{\"id\":\"evt_" + payout + type + "\",\"object\":\"event\",\"api_version\":\"2026-10-28.endive\",\"livemode\":false,\"type\":\"" + type
            + "\",\"data\":{\"object\":{\"object\":\"payout\",\"id\":\"" + payout + "\"}}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, global::Shop.Payments.PaymentsEndpoints.WebhookPath) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        request.Headers.Add("Stripe-Signature", EventUtility.GenerateSignatureHeader(body, PaymentShop.Secret, now));
        using var answer = await shop.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}

public sealed class SqliteStripeBalanceTests() : StripeBalanceTests(DatabaseProvider.Sqlite);

public sealed class PostgresStripeBalanceTests() : StripeBalanceTests(DatabaseProvider.Postgres);
