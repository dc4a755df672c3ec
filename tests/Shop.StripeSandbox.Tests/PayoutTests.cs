using System.Net;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>A Wednesday noon: what is paid now is available on Monday, and on the bank statement on Tuesday.</summary>
public abstract class PayoutTest : SandboxTest
{
    protected static readonly DateTimeOffset Wednesday = new(2027, 6, 2, 12, 0, 0, TimeSpan.Zero);

    protected static DateTimeOffset June(int day, int hour = 0) => new(2027, 6, day, hour, 0, 0, TimeSpan.Zero);

    protected override StripeSandboxOptions Configure(StripeSandboxOptions options)
    {
        options.Clock.Advance(Wednesday - options.Clock.Now);
        return options;
    }

    protected async Task<List<BalanceTransaction>> RowsAsync(string payout)
    {
        var rows = new List<BalanceTransaction>();
        await foreach (var row in Client.V1.BalanceTransactions.ListAutoPagingAsync(new() { Payout = payout, Limit = 100 })) rows.Add(row);
        return rows;
    }

    protected async Task<Payout> RunAsync() => await PayoutAsync((await Sandbox.ControlAsync(HttpMethod.Post, "payouts/run", new() { ["currency"] = "gbp" }))["id"]!.GetValue<string>());

    protected Task<Payout> PayoutAsync(string id) => Client.V1.Payouts.GetAsync(id, new() { Expand = ["balance_transaction", "failure_balance_transaction"] });

    protected async Task<Payout> OnlyPayoutAsync() => Assert.Single(await Client.V1.Payouts.ListAsync());

    protected Task<JsonNode> FailAsync(string id, string? code = null) =>
        Sandbox.ControlAsync(HttpMethod.Post, $"payouts/{id}/fail", code is null ? [] : new() { ["failure_code"] = code });
}

public sealed class PayoutTests : PayoutTest
{
    [Fact]
    public async Task Balance_OfABusinessDay_GoesToTheBankAndIsItemisedToThePenny()
    {
        var first = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        var second = await Sandbox.PaidSessionAsync(Cards.Gb, 5_000);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = second.PaymentIntentId, Amount = 1_000 });
        await RunToAsync(June(4, 5)); // the refund alone has made the balance negative, and the bank is debited on Thursday
        var debit = await OnlyPayoutAsync();
        Assert.Equal(-1_000, debit.Amount);

        await RunToAsync(June(7, 5));
        Assert.Equal((9_830L + 4_905L, 0L), await BalanceAsync());
        await RunToAsync(June(7, 6));

        var payout = (await Client.V1.Payouts.ListAsync(new() { Limit = 1 })).Single();
        Assert.Equal((14_735L, true, "pending", "in_progress"), (payout.Amount, payout.Automatic, payout.Status, payout.ReconciliationStatus));
        Assert.Equal((June(7, 6).UtcDateTime, June(8).UtcDateTime), (payout.Created, payout.ArrivalDate));
        Assert.Equal(("pending", null), (payout.TraceId.Status, payout.TraceId.Value));
        Assert.Equal((0L, 0L), await BalanceAsync());
        Assert.Equal([payout.BalanceTransactionId], (await RowsAsync(payout.Id)).Select(r => r.Id));

        await RunToAsync(June(7, 8));
        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("in_transit", "completed"), (payout.Status, payout.ReconciliationStatus));
        var rows = await RowsAsync(payout.Id);
        Assert.Equal(["payout", "charge", "charge"], rows.Select(r => r.ReportingCategory));
        Assert.Equal([payout.Id, second.PaymentIntent.LatestChargeId, first.PaymentIntent.LatestChargeId], rows.Select(r => r.SourceId));
        Assert.Equal((-14_735L, 0L), (rows[0].Net, rows.Sum(r => r.Net)));
        Assert.Equal(["refund", "payout"], (await RowsAsync(debit.Id)).Select(r => r.ReportingCategory).Order(StringComparer.Ordinal).Reverse());

        await RunToAsync(June(8, 7));
        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("paid", "supported", 18), (payout.Status, payout.TraceId.Status, payout.TraceId.Value.Length));
        Assert.Equal(["balance.available", "payout.created", "payout.updated", "payout.reconciliation_completed", "payout.paid"], await LatestEventsAsync(5));
    }

    [Fact]
    public async Task Days_WithoutMoneyOrOnAWeekend_HaveNoPayout()
    {
        await RunToAsync(June(4, 23));
        Assert.Empty(await Client.V1.Payouts.ListAsync());
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000); // available on Friday night, after the payout time
        await RunToAsync(June(6, 23));
        Assert.Empty(await Client.V1.Payouts.ListAsync());
        await RunToAsync(June(20));
        Assert.Equal(June(7, 6).UtcDateTime, (await OnlyPayoutAsync()).Created);
    }

    [Fact]
    public async Task Run_ByHandOrSwitchedOff_PaysOnlyWhenTold()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/schedule", new() { ["automatic"] = false });
        using var nothing = await Sandbox.Http.PostAsync("/_sandbox/payouts/run", null);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await RunToAsync(June(20));
        Assert.Equal((9_830L, 0L), await BalanceAsync());
        Assert.Empty(await Client.V1.Payouts.ListAsync());

        var payout = await RunAsync();
        Assert.Equal((9_830L, true, June(21).UtcDateTime), (payout.Amount, payout.Automatic, payout.ArrivalDate));
        await Sandbox.ControlAsync(HttpMethod.Post, $"payouts/{payout.Id}/pay");

        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("paid", "completed"), (payout.Status, payout.ReconciliationStatus));
        Assert.Equal(["payout.created", "payout.updated", "payout.reconciliation_completed", "payout.paid"], await LatestEventsAsync(4));
        await RunToAsync(June(30));
        Assert.Equal("payout.paid", (await LatestEventsAsync(1)).Single());
    }

    [Fact]
    public async Task Payout_ThatFailsAfterItWasPaid_ComesBackAndGoesOutWithTheNext()
    {
        await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await RunToAsync(June(8, 8));
        var payout = await OnlyPayoutAsync();
        Assert.Equal("paid", payout.Status);
        await Sandbox.PaidSessionAsync(Cards.Gb, 5_000); // available on Friday

        await FailAsync(payout.Id, "no_account");

        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("failed", "no_account"), (payout.Status, payout.FailureCode));
        Assert.NotEmpty(payout.FailureMessage);
        var back = payout.FailureBalanceTransaction;
        Assert.Equal(("payout_failure", "payout_reversal", 9_830L), (back.Type, back.ReportingCategory, back.Net));
        Assert.Equal(0, payout.BalanceTransaction.Net + back.Net);
        Assert.Equal((9_830L, 4_905L), await BalanceAsync());
        Assert.Equal("payout.failed", (await LatestEventsAsync(1)).Single());
        using var twice = await Sandbox.Http.PostAsync($"/_sandbox/payouts/{payout.Id}/fail", null);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);

        await RunToAsync(June(9, 9));
        var later = (await Client.V1.Payouts.ListAsync(new() { Limit = 1 })).Single();
        Assert.Equal(9_830, later.Amount);
        Assert.Equal(["payout", "payout_reversal"], (await RowsAsync(later.Id)).Select(r => r.ReportingCategory));
        Assert.Equal(["payout", "charge"], (await RowsAsync(payout.Id)).Select(r => r.ReportingCategory));
    }

    [Fact]
    public async Task Payout_ThatFailsBeforeItIsPaid_IsNeverPaid()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var payout = await RunAsync();
        await FailAsync(payout.Id);
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/schedule", new() { ["automatic"] = false });
        await RunToAsync(June(20));
        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("failed", "account_closed", "completed"), (payout.Status, payout.FailureCode, payout.ReconciliationStatus));
        Assert.DoesNotContain(await Client.V1.Events.ListAsync(new() { Limit = 100 }), e => e.Type is "payout.paid" or "payout.updated");
    }

    [Fact]
    public async Task Debit_ThatTheBankRefuses_LeavesTheBalanceNegative()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 3_000 });
        var debit = await RunAsync();
        Assert.Equal((-3_000L, 3_000L), (debit.Amount, debit.BalanceTransaction.Net));
        Assert.Equal((0L, 9_830L), await BalanceAsync());
        await FailAsync(debit.Id, "debit_not_authorized");
        Assert.Equal((-3_000L, 9_830L), await BalanceAsync());
    }

    [Fact]
    public async Task Create_ByHand_CannotBeItemised()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var payout = await Client.V1.Payouts.CreateAsync(new()
        {
            Amount = 4_000,
            Currency = "gbp",
            Description = "Rent",
            StatementDescriptor = "RENT",
            Metadata = new() { ["a"] = "b" },
        });
        Assert.Equal((false, "not_applicable", "pending", "RENT", "b"), (payout.Automatic, payout.ReconciliationStatus, payout.Status, payout.StatementDescriptor, payout.Metadata["a"]));
        Assert.Equal((5_655L, 0L), await BalanceAsync());
        var refused = await RefusedAsync(HttpStatusCode.BadRequest, () => RowsAsync(payout.Id));
        Assert.Equal("payout", refused.Param);
        Assert.Equal("balance_insufficient", (await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Payouts.CreateAsync(new() { Amount = 5_656, Currency = "gbp" }))).Code);

        await RunToAsync(June(3, 12));
        payout = await PayoutAsync(payout.Id);
        Assert.Equal(("paid", "not_applicable"), (payout.Status, payout.ReconciliationStatus));
        var rest = (await Client.V1.Payouts.ListAsync(new() { Limit = 1 })).Single();
        Assert.Equal((5_655L, 0L), (rest.Amount, (await RowsAsync(rest.Id)).Sum(r => r.Net)));
    }

    [Fact]
    public async Task Cancel_OfAPendingPayoutByHand_GivesTheMoneyBack()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var payout = await Client.V1.Payouts.CreateAsync(new() { Amount = 4_000, Currency = "gbp" });
        payout = await Client.V1.Payouts.CancelAsync(payout.Id, new() { Expand = ["failure_balance_transaction"] });
        Assert.Equal(("canceled", "payout_cancel", 4_000L), (payout.Status, payout.FailureBalanceTransaction.Type, payout.FailureBalanceTransaction.Net));
        Assert.Equal((9_655L, 0L), await BalanceAsync());
        Assert.Equal("payout.canceled", (await LatestEventsAsync(1)).Single());
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Payouts.CancelAsync(payout.Id));
        var automatic = await RunAsync();
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Payouts.CancelAsync(automatic.Id));
        Assert.Equal((0L, 0L), await BalanceAsync());
    }

    [Fact]
    public async Task Reverse_OfAPaidPayout_FetchesTheMoneyBackOnce()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var payout = await RunAsync();
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Payouts.ReverseAsync(payout.Id));
        await Sandbox.ControlAsync(HttpMethod.Post, $"payouts/{payout.Id}/pay");

        var reversal = await Client.V1.Payouts.ReverseAsync(payout.Id);

        Assert.Equal((-9_655L, payout.Id), (reversal.Amount, reversal.OriginalPayoutId));
        Assert.Equal(reversal.Id, (await PayoutAsync(payout.Id)).ReversedById);
        Assert.Equal((9_655L, 0L), await BalanceAsync());
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Payouts.ReverseAsync(payout.Id));
        await FailAsync(payout.Id);
        Assert.Equal("canceled", (await PayoutAsync(reversal.Id)).Status);
        Assert.Equal((9_655L, 0L), await BalanceAsync());
    }

    [Fact]
    public async Task List_ByStatusArrivalAndCreation_Filters()
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var early = await RunAsync();
        await RunToAsync(June(4, 12));
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var late = await RunAsync();
        Assert.Equal([early.Id], await IdsAsync(new() { Status = "paid" }));
        Assert.Equal([late.Id], await IdsAsync(new() { ArrivalDate = new DateRangeOptions { GreaterThan = June(3).UtcDateTime } }));
        Assert.Equal([early.Id], await IdsAsync(new() { ArrivalDate = June(3).UtcDateTime }));
        Assert.Equal([early.Id], await IdsAsync(new() { Created = new DateRangeOptions { LessThan = June(3).UtcDateTime } }));
        Assert.Equal([late.Id, early.Id], await IdsAsync(new()));
    }

    [Theory]
    [InlineData("amount=0&currency=gbp", "amount")]
    [InlineData("amount=-100&currency=gbp", "amount")]
    [InlineData("currency=gbp", "amount")]
    [InlineData("amount=100", "currency")]
    [InlineData("amount=100&currency=eur", "currency")]
    [InlineData("amount=100&currency=gbp&method=instant", "method")]
    [InlineData("amount=100&currency=gbp&reason=x", "reason")]
    [InlineData("amount=100&currency=gbp&statement_descriptor=12345678901234567890123", "statement_descriptor")]
    public async Task Create_WithABadParameter_NamesItAndPaysNothing(string form, string param)
    {
        await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var (status, body) = await PostAsync("/v1/payouts", form);
        Assert.Equal((HttpStatusCode.BadRequest, param), (status, body["error"]!["param"]!.GetValue<string>()));
        Assert.Empty(await Client.V1.Payouts.ListAsync());
    }

    private async Task<List<string>> IdsAsync(PayoutListOptions options) => [.. (await Client.V1.Payouts.ListAsync(options)).Select(p => p.Id)];
}

/// <summary>An account whose bank is never debited.</summary>
public sealed class NoDebitTests : PayoutTest
{
    protected override StripeSandboxOptions Configure(StripeSandboxOptions options)
    {
        base.Configure(options);
        return new() { Urls = options.Urls, Clock = options.Clock, Webhooks = options.Webhooks, DebitsNegativeBalance = false, PayoutStatementDescriptor = "COUNCIL" };
    }

    [Fact]
    public async Task Balance_BelowZero_WaitsUntilItHasRecovered()
    {
        var session = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 3_000 });
        await RunToAsync(June(4, 12));
        Assert.Empty(await Client.V1.Payouts.ListAsync());
        await RunToAsync(June(8, 12));
        var payout = await OnlyPayoutAsync();
        Assert.Equal((6_830L, "COUNCIL"), (payout.Amount, payout.StatementDescriptor));
        Assert.Equal(["payout", "refund", "charge"], (await RowsAsync(payout.Id)).Select(r => r.ReportingCategory));
    }
}
