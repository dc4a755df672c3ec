using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>Stripe's word about a payment comes late, never, three times or too early: the money is found once.</summary>
public abstract class LostWordTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Pay_BrowserClosedAndWebhookLost_SweeperFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false))).Looked);

        await shop.AdvanceAsync(TimeSpan.FromMinutes(2.1));
        Assert.Equal(new SweepResult(1, Complete: true), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true))).Looked);
    }

    [Fact]
    public async Task Pay_ShopStoppedWhilePaying_FirstSweepAfterTheStartFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Pay_WebhookLost_ReturnPageFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        for (var visit = 0; visit < 3; visit++)
        {
            var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
            Assert.Equal((PaymentState.Paid, "visa", "0000", true), (status.State, status.CardBrand, status.CardLast4, status.AskedStripe));
        }

        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Pay_WebhooksTripledAndShuffled_IsPaidOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.ControlAsync("webhooks/mode", new() { ["duplicate"] = 3, ["order"] = "shuffle", ["parallel"] = 8 });
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        await shop.HearAsync("charge.succeeded");
        await shop.HearAsync("payment_intent.succeeded");
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentFeeKnown>());
        Assert.Single(await shop.ChargesAsync());
    }

    [Fact]
    public async Task Pay_WebhookBeforeTheSessionIsStored_FindsItsAttempt()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_after");
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Null(Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId);

        var session = Assert.Single(await shop.SessionsAsync());
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Paid, session.Id), (payment.State, Assert.Single(payment.Attempts).SessionId));
        Assert.IsType<StartPaymentResult.AlreadyPaid>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }
}

public sealed class SqliteLostWordTests() : LostWordTests(DatabaseProvider.Sqlite);

public sealed class PostgresLostWordTests() : LostWordTests(DatabaseProvider.Postgres);
