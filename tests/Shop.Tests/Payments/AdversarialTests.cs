using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Rescue;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Shop.StripeSandbox;

namespace Shop.Tests.Payments;

/// <summary>The adversarial cases that no other test class has; <see cref="AdversarialCaseTable"/> says where each number is tested.</summary>
public abstract class AdversarialTests(DatabaseProvider provider)
{
    private static readonly string[] PaidEvents = ["payment_intent.created", "payment_intent.succeeded", "charge.succeeded", "checkout.session.completed"];

    [Fact]
    public async Task Event_OnTwoEndpoints_HasOneEffect()
    {
        Func<string?> address = () => null;
        await using var shop = await PaymentShop.StartAsync(
            provider, o => new StripeSandboxOptions { Urls = o.Urls, Clock = o.Clock, Webhooks = [.. o.Webhooks, new SandboxWebhook(() => address(), PaymentShop.PreviousSecret)] });
        address = () => new Uri(shop.Http.BaseAddress!, PaymentsEndpoints.WebhookPath).ToString();
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        await PaymentShop.UntilAsync(async () => (await shop.ControlReadAsync("deliveries"))["data"]!.AsArray().All(d => d!["state"]!.GetValue<string>() == "delivered"), "deliveries to both endpoints");
        Assert.Equal(2, (await shop.ControlReadAsync("deliveries"))["data"]!.AsArray().Count(d => d!["type"]!.GetValue<string>() == "checkout.session.completed"));
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        var ids = await shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().Select(e => e.EventId).ToListAsync());
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task PaidEvents_InEveryOrder_PayOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var paid = 0;
        foreach (var order in Permutations(PaidEvents))
        {
            var reference = await shop.PaidAtStripeAsync();
            var attempt = Assert.Single((await shop.ReadAsync(reference)).Attempts);
            var session = await shop.Stripe.V1.Checkout.Sessions.GetAsync(attempt.SessionId!, new() { Expand = ["payment_intent"] }, cancellationToken: TestContext.Current.CancellationToken);
            foreach (var type in order)
            {
                var about = type switch
                {
                    "charge.succeeded" => $"\"object\":\"charge\",\"id\":\"{session.PaymentIntent.LatestChargeId}\",\"payment_intent\":\"{session.PaymentIntentId}\"",
                    "checkout.session.completed" => SignedEvents.AboutSession(session.Id),
                    _ => $"\"object\":\"payment_intent\",\"id\":\"{session.PaymentIntentId}\",\"metadata\":{{\"reference\":\"{reference}\"}}",
                };
                Assert.Equal(HttpStatusCode.OK, await SignedEvents.PostAsync(shop, SignedEvents.Body($"evt_{reference}_{type}", type, about)));
                await shop.WorkAsync();
            }

            Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
            Assert.Equal(++paid, shop.Told.Of<PaymentSucceeded>().Count);
        }

        Assert.Equal(24, paid);
        Assert.Empty(shop.Told.Of<PaymentNeedsAttention>());
    }

    [Theory]
    [InlineData("checkout.session.expired", "\"status\":\"expired\"")]
    [InlineData("payment_intent.payment_failed", "\"status\":\"requires_payment_method\"")]
    [InlineData("payment_intent.canceled", "\"status\":\"canceled\"")]
    public async Task StaleEvent_AfterThePayment_ChangesNothing(string type, string lie)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        await SignedEvents.PostAsync(shop, SignedEvents.Body("evt_stale", type, SignedEvents.AboutSession(session) + "," + lie));
        await shop.WorkAsync();
        Assert.Equal((PaymentState.Paid, AttemptState.Succeeded), ((await shop.StatusAsync(reference)).State, Assert.Single((await shop.ReadAsync(reference)).Attempts).State));
    }

    [Fact]
    public async Task ExpiredEvent_BeforeTheCompletedOne_DoesNotStopThePayment()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!;
        foreach (var type in new[] { "checkout.session.expired", "checkout.session.completed" })
        {
            await SignedEvents.PostAsync(shop, SignedEvents.Body($"evt_{type}", type, SignedEvents.AboutSession(session)));
            await shop.WorkAsync();
        }

        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    public async Task Body_WithByteOrderMarkOrOtherType_IsKept(string contentType, bool byteOrderMark)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        Assert.Equal(HttpStatusCode.OK, await SignedEvents.PostAsync(shop, SignedEvents.Body("evt_1", "charge.updated", ""), contentType, byteOrderMark));
        Assert.Equal("evt_1", await shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().Select(e => e.EventId).SingleAsync()));
    }

    [Fact]
    public async Task ThinEvent_Signed_IsIgnored()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        const string thin = """{"id":"evt_thin","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered","livemode":false,"related_object":{"id":"mtr_1","type":"billing.meter"}}""";
        Assert.Equal(HttpStatusCode.OK, await SignedEvents.PostAsync(shop, thin));
        await shop.WorkAsync();
        Assert.Single((await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Ignored, 0, 10))).Rows);
    }

    [Fact]
    public async Task Order_WithdrawnThenPaid_KeepsTheMoneyForThePersonWhoLooks()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.OrderAsync();
        var url = await shop.Payments.StartAsync(order.Reference.Value);
        await shop.SendAsync(new WithdrawOrder(order.OrderId));
        using var payer = shop.Payments.OpenBrowser();
        await payer.PayAsync(url, Cards.Gb);
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        var row = await shop.RowAsync(order);
        Assert.Equal((OrderState.Lapsed, 12_100L, null), (row.State, row.OtherMoneyPence, row.PaidAt));
        Assert.Equal(RescueKind.StrayMoney, Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows).Kind);
        Assert.Equal("NeedsAttention", await shop.MailsAsync());
    }

    [Fact]
    public async Task Session_PaidInItsLastSecond_IsPaidWhateverComesAfter()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.OrderAsync();
        var url = await shop.Payments.StartAsync(order.Reference.Value);
        await shop.Payments.AdvanceAsync(SessionTerms.Lifetime - TimeSpan.FromSeconds(1));
        using var payer = shop.Payments.OpenBrowser();
        await payer.PayAsync(url, Cards.Gb);
        await shop.Payments.AdvanceAsync(TimeSpan.FromMinutes(2));
        await shop.SendAsync(new SweepPayments(AlsoOpen: false));
        await shop.ExpectPaidOnceAsync(order);
    }

    [Fact]
    public async Task Session_OverByASecond_CannotBePaid()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.OrderAsync();
        var url = await shop.Payments.StartAsync(order.Reference.Value);
        await shop.Payments.AdvanceAsync(SessionTerms.Lifetime + TimeSpan.FromSeconds(1));
        using var payer = shop.Payments.OpenBrowser();
        // Stripe's page has no form to send any more.
        await payer.PayAsync(url, Cards.Gb);
        Assert.Empty(await shop.Payments.ChargesAsync());
        await shop.SendAsync(new SweepPayments(AlsoOpen: true));
        Assert.Equal(OrderState.AwaitingPayment, await shop.StateAsync(order));
    }

    [Fact]
    public async Task Key_UsedWithOtherParameters_AnotherAttemptSucceeds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var prepared = Assert.IsType<NextStep.Create>(await shop.Shop.SendAsync(new PrepareAttempt(reference)));
        await shop.Stripe.V1.Checkout.Sessions.CreateAsync(
            new()
            {
                Mode = "payment",
                UiMode = "hosted_page",
                SuccessUrl = "http://other.test/",
                LineItems = [new() { Quantity = 1, PriceData = new() { Currency = "gbp", UnitAmount = 100, ProductData = new() { Name = "Other" } } }],
            },
            new() { IdempotencyKey = prepared.IdempotencyKey }, TestContext.Current.CancellationToken);
        await shop.StartAsync(reference);
        var attempts = (await shop.ReadAsync(reference)).Attempts;
        Assert.Equal([AttemptState.Abandoned, AttemptState.Open], attempts.Select(a => a.State));
        Assert.Equal("idempotency_error", attempts[0].FailureCode);
    }

    [Fact]
    public async Task Key_ReplayOfARefusal_NextTryHasAKeyOfItsOwn()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("status", times: 1, more: new() { ["status"] = 402, ["sticky"] = true });
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        await shop.StartAsync(reference);
        var attempts = (await shop.ReadAsync(reference)).Attempts;
        Assert.Equal([AttemptState.Abandoned, AttemptState.Open], attempts.Select(a => a.State));
        Assert.NotEqual(attempts[0].IdempotencyKey, attempts[1].IdempotencyKey);
    }

    [Fact]
    public async Task Flood_OfDifferentEvents_AllAreKeptAndTheBacklogDrains()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var references = new List<string>();
        for (var i = 0; i < 5; i++) references.Add(await shop.PaidAtStripeAsync());
        var sessions = new List<string>();
        foreach (var reference in references) sessions.Add(Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId!);
        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        var working = Task.Run(async () =>
        {
            while (answers.Count < 500) await shop.Shop.SendAsync(new WorkWebhookEvents());
        }, TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
            answers.Add(await SignedEvents.PostAsync(shop, SignedEvents.Body($"evt_{i}", "checkout.session.completed", SignedEvents.AboutSession(sessions[i % sessions.Count])))));
        await working;
        await shop.WorkAsync();
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(500, (await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Done, 0, 1))).Total);
        Assert.Equal(5, shop.Told.Of<PaymentSucceeded>().Count);
    }

    [Fact]
    public async Task CardNumber_AfterAPaymentAndADecline_IsNowhere()
    {
        await using var shop = await WholeShop.StartAsync(provider);
        var order = await shop.OrderAsync();
        await shop.PayAsync(order, Cards.Declined);
        await shop.PayAsync(order);
        await shop.Payments.HearAsync("checkout.session.completed");
        await shop.SendAsync(new SendDueMail());
        var texts = new List<string>();
        texts.AddRange(await shop.ReadAsync(db => db.Set<WebhookEvent>().Select(e => e.Body).ToListAsync()));
        texts.AddRange(await shop.ReadAsync(db => db.Set<PaymentChange>().Select(c => c.Detail ?? "").ToListAsync()));
        texts.AddRange(await shop.ReadAsync(db => db.Set<Message>().Select(m => m.Subject + m.Body).ToListAsync()));
        texts.AddRange(Directory.GetFiles(shop.Payments.Shop.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        texts.Add(JsonColumn.Write((await shop.Payments.ReadAsync(order.Reference.Value)).Facts()));
        Assert.True(texts.Count > 5);
        foreach (var number in new[] { Cards.Gb, Cards.Declined })
            Assert.DoesNotContain(texts, t => t.Replace(" ", "", StringComparison.Ordinal).Contains(number, StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains(Cards.Gb[^4..], StringComparison.Ordinal));
    }

    private static IEnumerable<string[]> Permutations(string[] items)
    {
        if (items.Length == 1)
        {
            yield return items;
            yield break;
        }

        for (var i = 0; i < items.Length; i++)
            foreach (var rest in Permutations([.. items[..i], .. items[(i + 1)..]])) yield return [items[i], .. rest];
    }
}

public sealed class SqliteAdversarialTests() : AdversarialTests(DatabaseProvider.Sqlite);

public sealed class PostgresAdversarialTests() : AdversarialTests(DatabaseProvider.Postgres);
