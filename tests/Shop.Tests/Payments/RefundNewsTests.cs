using System.Text.Json.Nodes;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>What Stripe tells of refunds later, or of refunds nobody here asked for, in whatever order.</summary>
public abstract class RefundNewsTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Dashboard_RefundUnknownToTheShop_IsAdoptedOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var refund = await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        await shop.HearAsync("charge.refunded");
        await shop.HearAsync("refund.created");
        var told = Assert.Single(shop.Told.Of<RefundChanged>());
        Assert.Equal((RefundOrigin.Dashboard, RefundState.Succeeded, refund.Id, 2_500L), (told.Origin, told.State, told.StripeRefundId, told.AmountPence));
        Assert.Equal(new RequestRefundResult.TooMuch(7_200), await Refunding.AskAsync(shop, reference, 7_201));
        Assert.IsType<RequestRefundResult.Recorded>(await Refunding.AskAsync(shop, reference, 7_200));
    }

    [Fact]
    public async Task Dashboard_RefundWhileOursWaits_NeverOverTheCharge()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var id = await Refunding.RequestAsync(shop, reference, 9_000);
        await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Single(await shop.RefundsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_PendingThenSucceeds_IsTold(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop, Cards.RefundPending);
        if (!webhook) await shop.DropWebhooksAsync();
        Assert.Equal(RefundState.Pending, await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 9_700))));
        Assert.Equal(9_700, (await shop.StatusAsync(reference)).RefundedPence);
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        if (webhook) await shop.HearAsync("refund.updated");
        else await shop.Shop.SendAsync(new SweepRefunds());
        Assert.Equal([RefundState.Requested, RefundState.Pending, RefundState.Succeeded], shop.Told.Of<RefundChanged>().Select(t => t.State));
        Assert.Single(shop.Told.Of<PaymentRefunded>());
    }

    /// <summary>The account has less than goes back: Stripe keeps the refund waiting, and sends it when there is enough.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_BalanceTooLow_WaitsAndGoesLater(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(
            provider, o => new() { Urls = o.Urls, Clock = o.Clock, Webhooks = o.Webhooks, RefundsWaitForFunds = true, AutomaticPayouts = false });
        var reference = await Refunding.PaidAsync(shop);
        if (!webhook) await shop.DropWebhooksAsync();
        Assert.Equal(RefundState.Pending, await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 4_000))));
        var waiting = Assert.Single(await shop.RefundsAsync());
        Assert.Equal(("pending", "insufficient_funds", null), (waiting.Status, waiting.PendingReason, waiting.BalanceTransactionId));
        // It is the resident's already: it can neither be asked for twice nor be forgotten.
        Assert.Equal(new RequestRefundResult.TooMuch(5_700), await Refunding.AskAsync(shop, reference, 5_701));
        Assert.Equal(4_000, (await shop.StatusAsync(reference)).RefundedPence);
        await Refunding.SweepAsync(shop);
        Assert.Equal(RefundState.Pending, shop.Told.Of<RefundChanged>()[^1].State);

        await shop.ControlAsync("settle");
        if (webhook)
        {
            await shop.HearAsync("refund.updated");
        }
        else
        {
            await shop.AdvanceAsync(TimeSpan.FromDays(1));
            await shop.Shop.SendAsync(new SweepRefunds());
        }

        var told = shop.Told.Of<RefundChanged>();
        Assert.Equal([RefundState.Requested, RefundState.Pending, RefundState.Succeeded], told.Select(t => t.State));
        Assert.Equal((Assert.Single(await shop.RefundsAsync()).BalanceTransactionId, 4_000L), (told[^1].BalanceTransactionId, told[^1].AmountPence));
        Assert.NotNull(told[^1].BalanceTransactionId);
        Assert.Equal(4_000, Assert.Single(shop.Told.Of<PaymentRefunded>()).RefundedPence);
    }

    [Fact]
    public async Task Refund_SucceedsThenFails_TheMoneyIsBackAndCanGoAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop, Cards.RefundFails);
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 9_700))));
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await shop.HearAsync("refund.failed");
        var told = shop.Told.Of<RefundChanged>()[^1];
        Assert.Equal((RefundState.Failed, "expired_or_canceled_card"), (told.State, told.FailureReason));
        Assert.NotNull(told.FailureBalanceTransactionId);
        Assert.Equal([9_700L, 0L], shop.Told.Of<PaymentRefunded>().Select(t => t.RefundedPence));
        Assert.IsType<RequestRefundResult.Recorded>(await Refunding.AskAsync(shop, reference, 9_700));
    }

    /// <summary>refund.failed before refund.created, charge.refunded before the payment's own events, each of them several times.</summary>
    [Fact]
    public async Task Events_AllInReverseAndRepeated_EndTheSame()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.ControlAsync("webhooks/mode", new JsonObject { ["hold"] = true, ["order"] = "reverse", ["duplicate"] = 3 });
        var reference = await shop.PaidAtStripeAsync(Cards.RefundFails);
        var charge = Assert.Single(await shop.ChargesAsync());
        await shop.RefundAsync(charge.Id, 1_200);
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await shop.ControlAsync("webhooks/release");
        await shop.HearAsync("refund.failed");
        await shop.HearAsync("refund.created");
        await shop.HearAsync("checkout.session.completed");
        await shop.HearAsync("charge.refunded");

        Assert.Equal((PaymentState.Paid, 0L), (await shop.StatusAsync(reference)) is var status ? (status.State, status.RefundedPence) : default);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        var told = shop.Told.Of<RefundChanged>();
        Assert.Equal((RefundState.Failed, RefundOrigin.Dashboard), (told[^1].State, told[^1].Origin));
        Assert.Single(told.Select(t => t.RefundId).Distinct());
    }
}

public sealed class SqliteRefundNewsTests() : RefundNewsTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundNewsTests() : RefundNewsTests(DatabaseProvider.Postgres);
