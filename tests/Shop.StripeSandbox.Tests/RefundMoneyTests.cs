using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>Refunds and the balance: waiting for money, failing late, across a payout.</summary>
public sealed class RefundMoneyTests : PayoutTest
{
    private async Task<Refund> ControlledAsync(string id, string verb)
    {
        await Sandbox.ControlAsync(HttpMethod.Post, $"refunds/{id}/{verb}");
        return await Client.V1.Refunds.GetAsync(id);
    }

    [Fact]
    public async Task Refund_OfAPaymentThatWasPaidOut_ComesOutOfALaterPayout()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await RunToAsync(June(8, 12));
        var first = await OnlyPayoutAsync();
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 4_000 });
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);

        await RunToAsync(June(10));

        var second = (await Client.V1.Payouts.ListAsync(new() { Limit = 1 })).Single();
        Assert.Equal((9_830L, 5_655L), (first.Amount, second.Amount));
        Assert.Equal(["payout", "charge", "refund"], (await RowsAsync(second.Id)).Select(r => r.ReportingCategory));
        Assert.DoesNotContain(await RowsAsync(first.Id), r => r.SourceId == refund.Id);

        await ControlledAsync(refund.Id, "fail");
        await RunToAsync(June(11));
        var third = (await Client.V1.Payouts.ListAsync(new() { Limit = 1 })).Single();
        Assert.Equal((4_000L, "refund_failure"), (third.Amount, (await RowsAsync(third.Id))[^1].ReportingCategory));
        Assert.Equal(0, (await Client.V1.Charges.GetAsync(refund.ChargeId)).AmountRefunded);
    }

    [Fact]
    public async Task Hold_KeepsARefundPendingUntilItIsToldHowToEnd()
    {
        var session = await Sandbox.PaidSessionAsync("4000000000007726", 10_000);
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 1_000 });
        Assert.Equal("pending", (await ControlledAsync(refund.Id, "hold")).Status);
        await RunToAsync(June(20));
        Assert.Equal(("pending", "processing"), (await Client.V1.Refunds.GetAsync(refund.Id)) is var held ? (held.Status, held.PendingReason) : default);
        Assert.Equal("succeeded", (await ControlledAsync(refund.Id, "succeed")).Status);
        Assert.Equal("pending", (await ControlledAsync(refund.Id, "hold")).Status);
        refund = await ControlledAsync(refund.Id, "fail");
        Assert.Equal(("failed", null), (refund.Status, refund.PendingReason));
        Assert.Equal("failed", (await ControlledAsync(refund.Id, "hold")).Status);
    }

    [Fact]
    public async Task Cancel_OfAPendingRefund_GivesTheMoneyBackToTheBalance()
    {
        var session = await Sandbox.PaidSessionAsync("4000000000007726", 10_000);
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 1_000 });
        var (available, _) = await BalanceAsync();
        refund = await Client.V1.Refunds.CancelAsync(refund.Id);
        Assert.Equal("canceled", refund.Status);
        Assert.NotNull(refund.FailureBalanceTransactionId);
        Assert.Equal(available + 1_000, (await BalanceAsync()).Available);
        Assert.Equal(0, (await Client.V1.Charges.GetAsync(refund.ChargeId)).AmountRefunded);
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CancelAsync(refund.Id));
    }
}

/// <summary>An account whose refunds wait for the balance.</summary>
public sealed class WaitingRefundTests : PayoutTest
{
    protected override StripeSandboxOptions Configure(StripeSandboxOptions options)
    {
        base.Configure(options);
        return new() { Urls = options.Urls, Clock = options.Clock, Webhooks = options.Webhooks, RefundsWaitForFunds = true };
    }

    private Task<Refund> RefundAsync(string intent, long amount) => Client.V1.Refunds.CreateAsync(new() { PaymentIntent = intent, Amount = amount });

    [Fact]
    public async Task Refund_ThatTheBalanceLacks_IsPendingUntilTheMoneyIsThere()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        var refund = await RefundAsync(session.PaymentIntentId, 4_000);
        Assert.Equal(("pending", "insufficient_funds", null), (refund.Status, refund.PendingReason, refund.BalanceTransactionId));
        Assert.Equal(4_000, (await Client.V1.Charges.GetAsync(refund.ChargeId)).AmountRefunded);
        Assert.Equal((0L, 9_830L), await BalanceAsync());
        await RefusedAsync(HttpStatusCode.BadRequest, () => RefundAsync(session.PaymentIntentId, 6_001));

        await RunToAsync(June(7, 1));

        refund = await Client.V1.Refunds.GetAsync(refund.Id, new() { Expand = ["balance_transaction"] });
        Assert.Equal(("succeeded", null, June(7).UtcDateTime), (refund.Status, refund.PendingReason, refund.BalanceTransaction.Created));
        Assert.Equal((5_830L, 0L), await BalanceAsync());
        Assert.Equal(["balance.available", "refund.updated", "charge.refund.updated"], await LatestEventsAsync(3));
    }

    [Fact]
    public async Task Refunds_ThatWait_AreSentOldestFirstAsFarAsTheMoneyReaches()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 100_000);
        var first = await RefundAsync(session.PaymentIntentId, 5_000);
        var second = await RefundAsync(session.PaymentIntentId, 6_000);
        var third = await RefundAsync(session.PaymentIntentId, 100);
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        Assert.Equal(["succeeded", "pending", "pending"], await StatesAsync(first, second, third));
        var late = await RefundAsync(session.PaymentIntentId, 100); // there is money enough, but others came first
        Assert.Equal("pending", late.Status);
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        Assert.Equal(["succeeded", "succeeded", "succeeded", "succeeded"], await StatesAsync(first, second, third, late));
    }

    [Fact]
    public async Task Refund_ThatWaits_CanBeCancelledOrFailWithoutTouchingTheBalance()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        var cancelled = await Client.V1.Refunds.CancelAsync((await RefundAsync(session.PaymentIntentId, 4_000)).Id);
        var failed = await RefundAsync(session.PaymentIntentId, 5_000);
        await Sandbox.ControlAsync(HttpMethod.Post, $"refunds/{failed.Id}/fail");
        failed = await Client.V1.Refunds.GetAsync(failed.Id);
        Assert.Equal(("canceled", null), (cancelled.Status, cancelled.FailureBalanceTransactionId));
        Assert.Equal(("failed", null), (failed.Status, failed.FailureBalanceTransactionId));
        Assert.Equal(0, (await Client.V1.Charges.GetAsync(failed.ChargeId)).AmountRefunded);
        await RunToAsync(June(7, 1));
        Assert.Equal((9_830L, 0L), await BalanceAsync());
    }

    private async Task<List<string>> StatesAsync(params Refund[] refunds)
    {
        var states = new List<string>();
        foreach (var refund in refunds) states.Add((await Client.V1.Refunds.GetAsync(refund.Id)).Status);
        return states;
    }
}
