using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Proof;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Shop.Tests.Payments;
using static Shop.Tests.Finance.RescueShop;

namespace Shop.Tests.Finance;

/// <summary>Money that fits no order is given back from the rescue queue: once, within the limits, and never beside another way.</summary>
public abstract class RescueRefundTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Refund_StrayCharge_GoesBackOnceAndClosesTheCase()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        var charge = await StrangerPaysAsync(shop, order.Reference.Value);
        await LaterAsync(shop);
        var stray = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.StrayMoney, charge, true), (stray.Kind, stray.ChargeId, stray.CanBeRefunded));
        Assert.Equal(RescueResult.ReasonMissing, await shop.SendAsync(new RefundCase(Ann, stray.Id, "")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.SendAsync(new RefundCase(Ann, stray.Id, "Paid at the desk, too"))));
        Assert.All(answers, a => Assert.True(a is RescueResult.Healed or RescueResult.Refunding or RescueResult.NotOpen, a.ToString()));

        await LaterAsync(shop);
        Assert.Empty((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        var charges = await shop.Payments.ChargesAsync();
        Assert.Equal(5_000, charges.Single(c => c.Id == charge).AmountRefunded);
        Assert.Equal(0, charges.Single(c => c.Id != charge).AmountRefunded);
        Assert.StartsWith("Given back: re_", (await shop.SendAsync(new GetRescueCase(stray.Id)))!.DoneNote, StringComparison.Ordinal);
        Assert.Equal(RescueResult.NotOpen, await shop.SendAsync(new RefundCase(Ann, stray.Id, "again")));
        Assert.Contains((await shop.SendAsync(new ListAudit(null))).Rows, r => r.What == "asked for the refund");
    }

    [Fact]
    public async Task Refund_StripeRefuses_SaysSoAndMayBeAskedForAnew()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var stray = await StrayCaseAsync(shop);
        await RefuseRefundAsync(shop);
        Assert.Equal(RescueResult.RefundFailed, await shop.SendAsync(new RefundCase(Ann, stray.Id, "Paid at the desk, too")));
        Assert.Empty(await shop.Payments.RefundsAsync());
        Assert.Equal(RescueResult.Healed, await shop.SendAsync(new RefundCase(Ann, stray.Id, "Once more")));
        Assert.Equal((stray.ChargeId, 5_000L), Assert.Single((await shop.Payments.RefundsAsync()).Select(r => (r.ChargeId, r.Amount))));
        Assert.Empty((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows);
    }

    [Fact]
    public async Task Refund_PaidByOtherMeans_IsNotSentAgain()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var stray = await StrayCaseAsync(shop);
        await RefuseRefundAsync(shop);
        Assert.Equal(RescueResult.RefundFailed, await shop.SendAsync(new RefundCase(Ann, stray.Id, "Paid at the desk, too")));
        var failed = Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, failed.Id, "BACS 000123")));
        Assert.Equal(RescueResult.PaidOtherwise, await shop.SendAsync(new RefundCase(Ann, stray.Id, "Once more")));
        Assert.Empty(await shop.Payments.RefundsAsync());
        Assert.Empty((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows);
    }

    [Fact]
    public async Task Refund_MoneyOnCodes_WaitsUntilThatIsUndone()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var stray = await StrayCaseAsync(shop);
        var item = Assert.Single((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows);
        var version = (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version;
        Assert.IsType<ClearSuspenseResult.Cleared>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, [new(LedgerAccount.Income, "HW210", "91210", "O", 5_000)], "A gift")));
        Assert.Equal(RescueResult.OnCodes, await shop.SendAsync(new RefundCase(Ann, stray.Id, "They want it back")));
        Assert.Empty(await shop.Payments.RefundsAsync());
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new UndoClearing(Ann, item.Id, "They want it back")));
        Assert.Equal(RescueResult.Healed, await shop.SendAsync(new RefundCase(Ann, stray.Id, "They want it back")));
        Assert.Empty((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows);
    }

    /// <summary>What one officer gives back of one order counts together, whatever it was.</summary>
    [Theory]
    [InlineData(60_000, 0)]
    [InlineData(45_000, 5_001)]
    public async Task Refund_AboveTheLimit_WaitsForAnotherPerson(long pence, long before)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        if (before > 0) Assert.Equal(AskRefundResult.Recorded, await shop.SendAsync(new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, null, before, 12_100, "Asked for")));
        var charge = await StrangerPaysAsync(shop, order.Reference.Value, pence);
        await LaterAsync(shop);
        var stray = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal(RescueResult.NeedsSecondPerson, await shop.SendAsync(new RefundCase(Ann, stray.Id, "Paid at the desk, too")));
        Assert.Equal(RescueResult.NeedsSecondPerson, await shop.SendAsync(new RefundCase(Bob, stray.Id, "Once more")));
        var waiting = Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Equal((pence, true, true, "Ann Accountant"), (waiting.AmountPence, waiting.IsStray, waiting.IsAllocated, waiting.AskedBy));
        // What waits is of another charge: of the order's own as much is left as before.
        Assert.Equal(12_100 - before, (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence);

        Assert.Equal(DecideRefundResult.SamePerson, await shop.SendAsync(new DecideRefund(Ann, waiting.Id, true, null)));
        Assert.Equal(DecideRefundResult.Declined, await shop.SendAsync(new DecideRefund(Bob, waiting.Id, false, "Ask the desk first")));
        await LaterAsync(shop);
        await shop.SendAsync(new SweepRefunds());
        Assert.DoesNotContain(await shop.Payments.RefundsAsync(), r => r.ChargeId == charge);

        Assert.Equal(RescueResult.NeedsSecondPerson, await shop.SendAsync(new RefundCase(Ann, stray.Id, "The desk says so")));
        var again = Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Equal(DecideRefundResult.Agreed, await shop.SendAsync(new DecideRefund(Bob, again.Id, true, null)));
        Assert.Equal(RefundState.Succeeded, await shop.SendAsync(new SendRefund(again.Id)));
        Assert.Equal(pence, Assert.Single(await shop.Payments.RefundsAsync(), r => r.ChargeId == charge).Amount);
        Assert.NotNull((await shop.SendAsync(new GetRescueCase(stray.Id)))!.DoneAt);
        Assert.Equal(RescueResult.NotOpen, await shop.SendAsync(new RefundCase(Ann, stray.Id, "again")));
    }
}

public sealed class SqliteRescueRefundTests() : RescueRefundTests(DatabaseProvider.Sqlite);

public sealed class PostgresRescueRefundTests() : RescueRefundTests(DatabaseProvider.Postgres);
