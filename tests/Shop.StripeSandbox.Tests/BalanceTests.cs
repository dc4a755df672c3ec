using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class BalanceTests : SandboxTest
{
    // A Wednesday noon: three business days later is Monday.
    private static readonly DateTimeOffset Wednesday = new(2027, 6, 2, 12, 0, 0, TimeSpan.Zero);

    protected override StripeSandboxOptions Configure(StripeSandboxOptions options)
    {
        options.Clock.Advance(Wednesday - options.Clock.Now);
        return options;
    }

    [Theory]
    [InlineData("4000008260000000", 10_000, 170)] // UK: 1.5 % + 20p
    [InlineData("4000058260000005", 10_000, 170)]
    [InlineData("5555558265554449", 10_000, 170)]
    [InlineData("4000002500000003", 10_000, 270)] // EEA: 2.5 % + 20p
    [InlineData("4242424242424242", 10_000, 345)] // elsewhere: 3.25 % + 20p
    [InlineData("4000008260000000", 30, 20)] // 0.45p rounds down
    [InlineData("4000008260000000", 100, 22)] // 1.5p rounds up
    [InlineData("4000008260000000", 33, 20)] // 0.495p rounds down
    [InlineData("4000008260000000", 34, 21)] // 0.51p rounds up
    public async Task Charge_ByCardAndAmount_CostsTheListedFee(string card, long amount, long fee)
    {
        var session = await Sandbox.PaidSessionAsync(card, amount);
        var row = session.PaymentIntent.LatestCharge.BalanceTransaction;
        Assert.Equal((amount, fee, amount - fee), (row.Amount, row.Fee, row.Net));
        Assert.Equal((fee, "stripe_fee", "gbp"), (row.FeeDetails.Single().Amount, row.FeeDetails.Single().Type, row.FeeDetails.Single().Currency));
        Assert.Null(row.ExchangeRate);
    }

    [Fact]
    public async Task Money_FromACharge_IsAvailableAfterThreeBusinessDays()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        var row = session.PaymentIntent.LatestCharge.BalanceTransaction;
        Assert.Equal(new DateTime(2027, 6, 7, 0, 0, 0, DateTimeKind.Utc), row.AvailableOn);
        Assert.Equal((0L, 9_830L), await BalanceAsync());

        Sandbox.Clock.Advance(new DateTimeOffset(2027, 6, 6, 23, 0, 0, TimeSpan.Zero) - Sandbox.Clock.Now);
        Assert.Equal((0L, 9_830L), await BalanceAsync());
        Sandbox.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));

        Assert.Equal((9_830L, 0L), await BalanceAsync());
        Assert.Equal("available", (await Client.V1.BalanceTransactions.GetAsync(row.Id)).Status);
        Assert.Equal(row.AvailableOn, Assert.Single(await Client.V1.Events.ListAsync(new() { Type = "balance.available" })).Created);
    }

    [Fact]
    public async Task Money_OfTheBypassCardOrSettledByHand_IsAvailableAtOnce()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        Assert.Equal((9_655L, 0L), await BalanceAsync());
        await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await Sandbox.ControlAsync(HttpMethod.Post, "settle");
        Assert.Equal((9_655L + 9_830L, 0L), await BalanceAsync());
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/schedule", new() { ["automatic"] = false });
        Sandbox.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((9_655L + 9_830L, 0L), await BalanceAsync());
    }

    [Fact]
    public async Task Balance_AfterChargesRefundsAndFailures_IsTheSumOfAllMovements()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/schedule", new() { ["automatic"] = false });
        var first = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        var second = await Sandbox.PaidSessionAsync("4000000000005126", 5_000);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = first.PaymentIntentId, Amount = 2_500 });
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = second.PaymentIntentId });
        Sandbox.Clock.Advance(TimeSpan.FromDays(1.5));
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = second.PaymentIntentId, Amount = 1 });

        var rows = await Client.V1.BalanceTransactions.ListAsync(new() { Limit = 100 });

        Assert.Equal(["refund", "refund_failure", "refund", "refund", "charge", "charge"], rows.Select(r => r.ReportingCategory));
        Assert.All(rows, r => Assert.Equal(r.Amount - r.Fee, r.Net));
        Assert.All(rows, r => Assert.Equal(r.Fee, r.FeeDetails.Sum(f => f.Amount)));
        var (available, pending) = await BalanceAsync();
        Assert.Equal(rows.Sum(r => r.Net), available + pending);
    }

    [Fact]
    public async Task List_BySourceTypePayoutAndCurrency_Filters()
    {
        var session = await Sandbox.PaidSessionAsync();
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 100 });
        Assert.Equal([refund.BalanceTransactionId], await IdsAsync(new() { Type = "refund" }));
        Assert.Equal([refund.BalanceTransactionId], await IdsAsync(new() { Source = refund.Id }));
        Assert.Equal([session.PaymentIntent.LatestCharge.BalanceTransactionId], await IdsAsync(new() { Source = session.PaymentIntent.LatestChargeId, Type = "charge" }));
        Assert.Equal("payout", (await RefusedAsync(HttpStatusCode.NotFound, () => IdsAsync(new() { Payout = "po_none" }))).Param);
        Assert.Equal(2, (await IdsAsync(new() { Currency = "gbp" })).Count);
        Assert.Empty(await IdsAsync(new() { Currency = "eur" }));
    }

    private async Task<List<string>> IdsAsync(BalanceTransactionListOptions options) => [.. (await Client.V1.BalanceTransactions.ListAsync(options)).Select(r => r.Id)];
}

public sealed class LateFeeTests : SandboxTest
{
    protected override StripeSandboxOptions Configure(StripeSandboxOptions options) =>
        new() { Urls = options.Urls, Clock = options.Clock, Webhooks = options.Webhooks, FeesKnownAfter = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task Charge_WhenFeesAreKnownLate_GetsItsBalanceTransactionWithAnEvent()
    {
        var session = await Sandbox.PaidSessionAsync();
        Assert.Null(session.PaymentIntent.LatestCharge.BalanceTransactionId);
        Assert.Empty(await Client.V1.BalanceTransactions.ListAsync());

        await Sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = 601 });

        Assert.Equal(166, (await SessionAsync(session.Id, "payment_intent.latest_charge.balance_transaction")).PaymentIntent.LatestCharge.BalanceTransaction.Fee);
        Assert.Equal("charge.updated", (await Sandbox.Receiver.WaitForAsync(5))[^1].Type);
    }
}
