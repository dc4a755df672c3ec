using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Rescue;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Events;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Tests.Payments;

/// <summary>Every call the shop makes to Stripe, going wrong in every way: nothing is lost, nothing doubled, and it goes on by itself.</summary>
public abstract class EveryCallTests(DatabaseProvider provider)
{
    private static readonly string[] Kinds = ["reset_before", "reset_after", "429", "html", "malformed", "status"];

    /// <summary>Method, path and what the shop does that makes the call.</summary>
    private static readonly Dictionary<string, (string Method, string Path)> Calls = new()
    {
        ["fetch a session"] = ("GET", "/v1/checkout/sessions/*"),
        ["end a session"] = ("POST", "/v1/checkout/sessions/*/expire"),
        ["find a session"] = ("GET", "/v1/checkout/sessions"),
        ["list events"] = ("GET", "/v1/events"),
        ["list charges"] = ("GET", "/v1/charges"),
    };

    public static TheoryData<string, string> Troubles
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var call in Calls.Keys)
                foreach (var kind in Kinds) all.Add(call, kind);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task EveryCall_Trouble_NothingIsLostOrDoubled(string call, string kind)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var (method, path) = Calls[call];
        var order = await shop.OrderAsync();
        var reference = order.Reference.Value;
        await BeforeAsync(shop, call, reference);
        await shop.Payments.OrderFaultAsync(kind, method, path, times: 3);
        Assert.True(await FailsAsync(shop, call, reference), $"{call} went well in spite of {kind}.");
        await shop.Payments.ForgetFaultsAsync();
        await shop.PauseIsOverAsync();

        await AfterAsync(shop, call, reference);
        if (call == "end a session")
        {
            Assert.Equal(PaymentState.Closed, (await shop.Payments.StatusAsync(reference)).State);
            Assert.Empty(await shop.Payments.ChargesAsync());
            Assert.Equal("expired", Assert.Single(await shop.Payments.SessionsAsync()).Status);
        }
        else
        {
            await shop.ExpectPaidOnceAsync(order);
        }
    }

    [Theory]
    [InlineData("fetch a session")]
    [InlineData("list charges")]
    public async Task EveryCall_Slow_IsGivenUpInTime(string call)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.OrderAsync();
        await BeforeAsync(shop, call, order.Reference.Value);
        await shop.Payments.OrderFaultAsync("slow", Calls[call].Method, Calls[call].Path, times: 1, more: new() { ["delay_ms"] = 60_000 });
        var waiting = call == "list charges"
            ? shop.SendAsync(new RecheckPayment(order.Reference.Value, null))
            : shop.SendAsync(new CheckPayment(order.Reference.Value));
        // Without the limit of a page's patience this would take the client's twenty seconds, three times over.
        var status = await waiting.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(call == "list charges", status!.AskedStripe);
    }

    [Fact]
    public async Task Stripe_AwayForFiveMinutes_NoOrderLostAndNobodyChargedTwice()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var (paid, open, placed) = (await shop.PaidAtStripeAsync(), await shop.OrderAsync(), await shop.OrderAsync());
        var url = await shop.Payments.StartAsync(open.Reference.Value);
        await shop.Payments.OrderFaultAsync("reset_before", PaymentShop.AnyMethod, "/v1/*", times: 100_000);
        for (var minute = 0; minute < 5; minute++)
        {
            foreach (var order in new[] { paid, open, placed })
            {
                Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.SendAsync(new StartPayment(order.Reference.Value)));
                var status = (await shop.SendAsync(new CheckPayment(order.Reference.Value)))!;
                // Nobody was ever given a page to pay the third one on, so Stripe has nothing to tell about it.
                Assert.Equal((PaymentState.Awaiting, false), (status.State, order != placed && status.AskedStripe));
            }

            Assert.False((await shop.SendAsync(new SweepPayments(AlsoOpen: true))).Complete);
            Assert.False((await shop.SendAsync(new CheckForOrphans(2))).StripeAnswered);
            await shop.Payments.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await shop.Payments.ForgetFaultsAsync();
        await shop.Payments.AdvanceAsync(TimeSpan.FromSeconds(30));
        await shop.SendAsync(new SweepPayments(AlsoOpen: true));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(paid));
        Assert.Equal(url, await shop.Payments.StartAsync(open.Reference.Value));
        foreach (var order in new[] { open, placed })
        {
            await shop.PayAsync(order);
            await shop.SendAsync(new CheckPayment(order.Reference.Value));
            Assert.Equal(OrderState.Paid, await shop.StateAsync(order));
        }

        Assert.Equal(3, (await shop.Payments.ChargesAsync()).Count);
        Assert.Equal(3, (await shop.Payments.SessionsAsync()).Count);
    }

    private static async Task BeforeAsync(WholeShop shop, string call, string reference)
    {
        using var payer = shop.Payments.OpenBrowser();
        switch (call)
        {
            case "end a session":
                await shop.Payments.StartAsync(reference);
                break;
            case "find a session":
                // The session was made, and its id never stored: an event about its payment intent is all there is.
                await shop.Payments.OrderFaultAsync("reset_after");
                await shop.SendAsync(new StartPayment(reference));
                await shop.Payments.ForgetFaultsAsync();
                await shop.PauseIsOverAsync();
                var session = Assert.Single(await shop.Payments.SessionsAsync());
                await payer.PayAsync(session.Url, Cards.Gb);
                var intent = (await shop.Payments.Stripe.V1.Checkout.Sessions.GetAsync(session.Id)).PaymentIntentId;
                await SignedEvents.PostAsync(shop.Payments, SignedEvents.Body(
                    "evt_intent", "payment_intent.succeeded", $"\"object\":\"payment_intent\",\"id\":\"{intent}\",\"metadata\":{{\"reference\":\"{reference}\"}}"));
                break;
            default:
                await payer.PayAsync(await shop.Payments.StartAsync(reference), Cards.Gb);
                break;
        }

        await shop.Payments.AdvanceAsync(TimeSpan.FromMinutes(4));
    }

    private static async Task<bool> FailsAsync(WholeShop shop, string call, string reference)
    {
        switch (call)
        {
            case "fetch a session":
                return !(await shop.SendAsync(new CheckPayment(reference)))!.AskedStripe;
            case "find a session":
                await shop.SendAsync(new WorkWebhookEvents());
                return await shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.EventId == "evt_intent" && e.State == WebhookState.Received && e.Tries == 1));
            case "list charges":
                return !(await shop.SendAsync(new CheckForOrphans(2))).StripeAnswered;
            case "end a session":
                return await ThrowsAsync(shop, new ClosePayment(reference));
            default:
                await shop.SendAsync(new StartReading(shop.Payments.Clock.GetUtcNow().UtcDateTime.AddHours(-1)));
                return await ThrowsAsync(shop, new ReadStripeEvents());
        }
    }

    private static async Task AfterAsync(WholeShop shop, string call, string reference)
    {
        switch (call)
        {
            case "fetch a session":
                await shop.SendAsync(new CheckPayment(reference));
                break;
            case "find a session":
                await shop.Payments.AdvanceAsync(TimeSpan.FromSeconds(30));
                await shop.Payments.WorkAsync();
                break;
            case "list charges":
                await shop.SendAsync(new CheckForOrphans(2));
                break;
            case "end a session":
                await shop.SendAsync(new ClosePayment(reference));
                break;
            default:
                await shop.SendAsync(new ReadStripeEvents());
                await shop.Payments.WorkAsync();
                break;
        }
    }

    private static async Task<bool> ThrowsAsync<T>(WholeShop shop, IRequest<T> request)
    {
        try
        {
            await shop.SendAsync(request);
            return false;
        }
        catch (StripeUnavailableException)
        {
            return true;
        }
    }
}

public sealed class SqliteEveryCallTests() : EveryCallTests(DatabaseProvider.Sqlite);

public sealed class PostgresEveryCallTests() : EveryCallTests(DatabaseProvider.Postgres);
