using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

/// <summary>Money that fits no order, through suspense: given back, in parts, in vain, twice, or put on codes. The open items are at any time what suspense holds.</summary>
public abstract class StrayLedgerTests(DatabaseProvider provider)
{
    private const string Charge = "ch_twice";

    /// <summary>Income of the order itself, debits less credits.</summary>
    private const long Sold = -9_700;
    private static readonly ClearingPart Income = new(LedgerAccount.Income, "ED930", "91930", "E", 5_000);

    [Fact]
    public async Task RefundFailed_TheMoney_CanBePutOnCodes()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await FailedAsync(shop, await StrayAsync(shop));
        Assert.Equal([("re_1", 5_000L)], await OpenAsync(shop));
        Assert.IsType<ClearSuspenseResult.Cleared>(await ClearAsync(shop, "re_1", Income));
        Assert.Equal((0L, Sold - 5_000L), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.Income)));
        // It is income now: nobody pays it out of suspense.
        var refund = Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Equal(PayRefundOtherwiseResult.OnCodes, await shop.SendAsync(new PayRefundOtherwise(LedgerShop.Ann, refund.Id, "BACS")));
    }

    [Fact]
    public async Task RefundFailed_PaidOtherwise_SettlesTheItem()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var refund = await FailedAsync(shop, await StrayAsync(shop));
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(LedgerShop.Ann, refund.RefundId, "BACS 000123")));
        Assert.Empty(await OpenAsync(shop));
        Assert.Equal((0L, -5_000L), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise)));
    }

    [Fact]
    public async Task RefundFailed_GivenBackAnew_SettlesTheItemAndCannotBePaidTwice()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = await StrayAsync(shop);
        var failed = await FailedAsync(shop, order);
        await shop.AnnounceAsync(Refund(order, "re_2", 5_000));
        Assert.Empty(await OpenAsync(shop));
        Assert.Equal(PayRefundOtherwiseResult.NothingLeft, await shop.SendAsync(new PayRefundOtherwise(LedgerShop.Ann, failed.RefundId, "BACS")));
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.Suspense));
    }

    [Fact]
    public async Task PaidOtherwise_BeforeStripePutTheMoneyBack_IsRefused()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var refund = Refund(await StrayAsync(shop), "re_1", 5_000) with { State = RefundState.Failed };
        await shop.AnnounceAsync(refund);
        Assert.Equal(PayRefundOtherwiseResult.NotBackYet, await shop.SendAsync(new PayRefundOtherwise(LedgerShop.Ann, refund.RefundId, "BACS")));
        await shop.AnnounceAsync(refund with { FailureBalanceTransactionId = "txn_back" });
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(LedgerShop.Ann, refund.RefundId, "BACS")));
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.Suspense));
    }

    [Fact]
    public async Task RefundsInParts_TakeTheItemDown_ClearingTakesWhatIsLeft()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = await StrayAsync(shop);
        await shop.AnnounceAsync(Refund(order, "re_1", 2_000));
        Assert.Equal([(Charge, 3_000L)], await OpenAsync(shop));
        Assert.Equal(-3_000, await shop.BalanceAsync(LedgerAccount.Suspense));
        Assert.Equal(new ClearSuspenseResult.DoesNotSum(-2_000), await ClearAsync(shop, Charge, Income));
        var item = Assert.Single((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows);
        Assert.Equal("Given back, re_1: £20.00 of it; £30.00 is left.", Assert.Single((await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Notes).Text);

        await shop.AnnounceAsync(Refund(order, "re_1", 2_000) with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back" });
        Assert.Equal([(Charge, 3_000L), ("re_1", 2_000L)], await OpenAsync(shop));
        await shop.AnnounceAsync(Refund(order, "re_2", 4_000));
        Assert.Equal([("re_1", 1_000L)], await OpenAsync(shop));
        Assert.IsType<ClearSuspenseResult.Cleared>(await ClearAsync(shop, "re_1", Income with { AmountPence = 1_000 }));
        Assert.Equal((0L, Sold - 1_000L), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.Income)));
    }

    [Fact]
    public async Task RefundAtStripe_OfMoneyOnCodes_IsAnItemBelowZero()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = await StrayAsync(shop);
        Assert.IsType<ClearSuspenseResult.Cleared>(await ClearAsync(shop, Charge, Income));
        await shop.AnnounceAsync(Refund(order, "re_1", 5_000));
        Assert.Equal([("refund:re_1", -5_000L)], await OpenAsync(shop));
        Assert.Equal(5_000, await shop.BalanceAsync(LedgerAccount.Suspense));
        Assert.IsType<ClearSuspenseResult.Cleared>(await ClearAsync(shop, "refund:re_1", Income with { AmountPence = -5_000 }));
        Assert.Equal((0L, Sold), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.Income)));

        await shop.AnnounceAsync(Refund(order, "re_1", 5_000) with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back" });
        Assert.Equal([("re_1", 5_000L)], await OpenAsync(shop));
        Assert.Equal(-5_000, await shop.BalanceAsync(LedgerAccount.Suspense));
    }

    [Fact]
    public async Task RefundAtStripe_OfMoneyOnCodes_Failed_LeavesNoItem()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = await StrayAsync(shop);
        await ClearAsync(shop, Charge, Income);
        await FailedAsync(shop, order);
        Assert.Empty(await OpenAsync(shop));
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.Suspense));
    }

    [Fact]
    public async Task Clear_PartsAgainstEachOther_AreRefused()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await StrayAsync(shop, 1);
        var refused = Assert.IsType<ClearSuspenseResult.PartRefused>(await ClearAsync(
            shop, Charge, Income with { AmountPence = 1_000_001 }, new ClearingPart(LedgerAccount.BondsHeld, null, null, null, -1_000_000)));
        Assert.Equal((1, "Enter an amount above nought, as the amount of the item is"), (refused.Part, refused.Message));
        Assert.IsType<ClearSuspenseResult.PartRefused>(await ClearAsync(shop, Charge, Income with { AmountPence = 0 }));
        Assert.Equal((Sold, -1L), (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.Suspense)));
    }

    /// <summary>An order, and a second charge on it.</summary>
    private static async Task<OrderPaid> StrayAsync(TestShop shop, long pence = 5_000)
    {
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, new PaymentNeedsAttention(order.PaymentId!.Value, order.Reference.Value, pence, "paid twice", Charge, PaidOrders.Noon));
        return order;
    }

    /// <summary>Given back, and it failed.</summary>
    private static async Task<RefundChanged> FailedAsync(TestShop shop, OrderPaid order)
    {
        var refund = Refund(order, "re_1", 5_000);
        await shop.AnnounceAsync(refund);
        await shop.AnnounceAsync(refund with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back" });
        return refund;
    }

    private static RefundChanged Refund(OrderPaid order, string id, long pence) => LedgerShop.Refund(order, id, pence) with { ChargeId = Charge };

    private static async Task<ClearSuspenseResult> ClearAsync(TestShop shop, string sourceId, params ClearingPart[] parts)
    {
        var item = (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows.Single(r => r.SourceId == sourceId);
        return await shop.SendAsync(new ClearSuspense(LedgerShop.Ann, item.Id, (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version, parts, "For the test"));
    }

    private static async Task<IReadOnlyList<(string, long)>> OpenAsync(TestShop shop) =>
        [.. (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows.Select(r => (r.SourceId, r.AmountPence)).OrderBy(r => r.SourceId, StringComparer.Ordinal)];
}

public sealed class SqliteStrayLedgerTests() : StrayLedgerTests(DatabaseProvider.Sqlite);

public sealed class PostgresStrayLedgerTests() : StrayLedgerTests(DatabaseProvider.Postgres);
