using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>What Stripe tells after the money came: fees, refunds, its list of charges.</summary>
public abstract class AfterPayingTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Refund_InStripesDashboard_IsTold()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        await shop.HearAsync("charge.refunded");
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Equal([2_500L], shop.Told.Of<PaymentRefunded>().Select(r => r.RefundedPence));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fee_KnownLater_IsToldOnce(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(provider, o => Copy(o, feesKnownAfter: TimeSpan.FromMinutes(10)));
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        Assert.Null(Assert.Single(shop.Told.Of<PaymentSucceeded>()).FeePence);
        Assert.Empty(shop.Told.Of<PaymentFeeKnown>());

        if (!webhook) await shop.DropWebhooksAsync();
        await shop.AdvanceAsync(TimeSpan.FromMinutes(11));
        if (webhook) await shop.HearAsync("charge.updated");
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));
        Assert.Equal(166, Assert.Single(shop.Told.Of<PaymentFeeKnown>()).FeePence);
        Assert.Equal(166, (await shop.ReadAsync(reference)).FeePence);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        await shop.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true))).Looked);
    }

    [Fact]
    public async Task ListStripeCharges_PaidRefundedAndDeclined_AreAsStripeHasThem()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var first = await shop.PaidAtStripeAsync(pence: 5_000);
        var second = await shop.PaidAtStripeAsync(pence: 700);
        await shop.PaidAtStripeAsync(Cards.Declined);
        var charge = (await shop.ChargesAsync()).Single(c => c.Amount == 700);
        await shop.RefundAsync(charge.Id, 100);

        var now = shop.Clock.GetUtcNow().UtcDateTime;
        var charges = await shop.Shop.SendAsync(new ListStripeCharges(now.AddHours(-1), now.AddHours(1)));
        Assert.Equal([(700L, 100L, second), (5_000L, 0L, first)], charges.Select(c => (c.CapturedPence, c.RefundedPence, c.Reference!)));
        Assert.Empty(await shop.Shop.SendAsync(new ListStripeCharges(now.AddHours(-2), now.AddHours(-1))));
    }

    [Fact]
    public async Task ListStripeCharges_MoreThanOnePage_AreAllThere()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        foreach (var pence in Enumerable.Range(1_000, 201))
            await shop.Stripe.V1.PaymentIntents.CreateAsync(new() { Amount = pence, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_bypassPending" }, cancellationToken: TestContext.Current.CancellationToken);
        var now = shop.Clock.GetUtcNow().UtcDateTime;
        var charges = await shop.Shop.SendAsync(new ListStripeCharges(now.AddHours(-1), now.AddHours(1)));
        Assert.Equal(Enumerable.Range(1_000, 201).Select(p => (long)p), charges.Select(c => c.CapturedPence).Order());
    }

    private static StripeSandbox.StripeSandboxOptions Copy(StripeSandbox.StripeSandboxOptions o, TimeSpan feesKnownAfter) =>
        new() { Urls = o.Urls, Clock = o.Clock, Webhooks = o.Webhooks, FeesKnownAfter = feesKnownAfter };
}

public sealed class SqliteAfterPayingTests() : AfterPayingTests(DatabaseProvider.Sqlite);

public sealed class PostgresAfterPayingTests() : AfterPayingTests(DatabaseProvider.Postgres);
