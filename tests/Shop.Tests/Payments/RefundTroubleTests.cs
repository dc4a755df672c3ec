using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>A refund whose sending is cut short, by the shop's own end or by Stripe's silence: one refund in the end.</summary>
public abstract class RefundTroubleTests(DatabaseProvider provider)
{
    /// <summary>The process stops between the row and the call.</summary>
    [Fact]
    public async Task Stop_BetweenRowAndCall_TheSweeperSends()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var id = await Refunding.RequestAsync(shop, reference, 9_700);
        Assert.Empty(await shop.RefundsAsync());
        Assert.Equal(1, await Refunding.SweepAsync(shop));
        Assert.Equal(id.ToString(), Assert.Single(await shop.RefundsAsync()).Metadata["refund_id"]);
        Assert.Equal(RefundState.Succeeded, shop.Told.Of<RefundChanged>()[^1].State);
        Assert.Equal(0, await Refunding.SweepAsync(shop));
    }

    /// <summary>The process stops between Stripe's answer and its row; with the second, Stripe has forgotten the key meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_AfterStripesAnswer_TheRefundIsFoundNotRepeated(bool keyKnown)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await Refunding.PaidAsync(shop, hear: false);
        var id = await Refunding.RequestAsync(shop, reference, 4_000);
        var charge = (await shop.ReadAsync(reference)).ChargeId!;
        if (keyKnown) await ((StripeMoneyBack)shop.Shop.Services.GetService(typeof(StripeMoneyBack))!).CreateAsync(id, reference, charge, 4_000, TestContext.Current.CancellationToken);
        else await shop.Stripe.V1.Refunds.CreateAsync(new() { Charge = charge, Amount = 4_000, Metadata = new() { ["refund_id"] = id.ToString() } }, cancellationToken: TestContext.Current.CancellationToken);

        await Refunding.SweepAsync(shop);
        Assert.Single(await shop.RefundsAsync());
        Assert.Equal(4_000, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Equal((id, RefundOrigin.Officer), shop.Told.Of<RefundChanged>()[^1] is var told ? (told.RefundId, told.Origin) : default);
    }

    [Theory]
    [InlineData("reset_before")]
    [InlineData("reset_after")]
    [InlineData("status")]
    [InlineData("html")]
    [InlineData("429")]
    public async Task Send_Trouble_OneRefundInTheEnd(string kind)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await Refunding.PaidAsync(shop, hear: false);
        var id = await Refunding.RequestAsync(shop, reference, 9_700);
        await shop.OrderFaultAsync(kind, path: "/v1/refunds");
        try { await shop.Shop.SendAsync(new SendRefund(id)); }
        catch (StripeUnavailableException) { Assert.Equal(RefundState.Requested, Assert.Single((await Refunding.MoneyAsync(shop, reference)).Refunds).State); }

        for (var i = 0; i < 4; i++) await Refunding.SweepAsync(shop);
        Assert.Equal(9_700, Assert.Single(await shop.RefundsAsync()).Amount);
        Assert.Equal(RefundState.Succeeded, Assert.Single((await Refunding.MoneyAsync(shop, reference)).Refunds).State);
    }

    /// <summary>Two processes of one shop: each has looked, found nothing at Stripe yet, and asks.</summary>
    [Fact]
    public async Task Send_TwoProcessesThatFoundNothing_OneRefund()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var id = await Refunding.RequestAsync(shop, reference, 4_000);
        var charge = (await shop.ReadAsync(reference)).ChargeId!;
        var stripe = (StripeMoneyBack)shop.Shop.Services.GetService(typeof(StripeMoneyBack))!;
        for (var process = 0; process < 2; process++) await stripe.CreateAsync(id, reference, charge, 4_000, TestContext.Current.CancellationToken);
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal(4_000, Assert.Single(await shop.RefundsAsync()).Amount);
    }

    [Fact]
    public async Task Send_FailureStoredUnderTheKey_FailsAndAnotherRefundSucceeds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var id = await Refunding.RequestAsync(shop, reference, 9_700);
        await shop.OrderFaultAsync("status", path: "/v1/refunds", times: 1, more: new() { ["sticky"] = true });
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        var told = shop.Told.Of<RefundChanged>()[^1];
        Assert.Equal((RefundState.Failed, "stored_failure", null), (told.State, told.FailureReason, told.StripeRefundId));
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 9_700))));
        Assert.Single(await shop.RefundsAsync());
    }
}

public sealed class SqliteRefundTroubleTests() : RefundTroubleTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundTroubleTests() : RefundTroubleTests(DatabaseProvider.Postgres);
