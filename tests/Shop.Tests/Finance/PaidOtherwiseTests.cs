using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Ledger;
using static Shop.Tests.Finance.RefundShop;

namespace Shop.Tests.Finance;

/// <summary>Refunds that Stripe could not make and an officer paid by bank transfer or cheque: once, and in the ledger.</summary>
public abstract class PaidOtherwiseTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Refund_Fails_ComesBackAsATaskAndCanBePaidOtherwiseOnce()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var id = Guid.CreateVersion7();
        await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 9_700, 9_700, "cancelled"));
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "succeeded", id, "txn_r", null, null));
        Assert.Equal(FinanceRefundState.Succeeded, Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value))).State);
        Assert.Equal(PayRefundOtherwiseResult.NotOpen, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "BACS")));

        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "failed", id, "txn_r", "txn_back", "expired_or_canceled_card"));
        Assert.Equal(FinanceRefundState.Failed, Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows).State);
        Assert.Equal(("txn_back", "expired_or_canceled_card"), (await shop.SendAsync(new GetRefund(id)))! is var view ? (view.FailureBalanceTransactionId, view.FailureReason) : default);
        Assert.Equal(PayRefundOtherwiseResult.ReasonMissing, await shop.SendAsync(new PayRefundOtherwise(Ann, id, null)));
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "BACS 12 October, 000123")));
        Assert.Equal(PayRefundOtherwiseResult.NotOpen, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "again")));
        var journal = Assert.Single((await shop.JournalsAsync()), j => j.SourceId == $"refund-otherwise:{id}");
        Assert.Equal(["income HW210 91210 O Dr 9700", "refunds-paid-otherwise Cr 9700"], journal.InWords());
        Assert.Equal(("Ann Accountant", "BACS 12 October, 000123"), (journal.By, journal.Reason));
        Assert.Equal((0L, 9_700L), (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        // Stripe has the money, but the resident has theirs.
        Assert.Equal(AskRefundResult.TooMuch, await AskAsync(shop, order, 1));
    }

    [Fact]
    public async Task Refund_FailedAndGivenBackAnew_CannotBePaidOtherwiseToo()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var id = Guid.CreateVersion7();
        await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 9_700, 9_700, "cancelled"));
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "failed", id, "txn_r", "txn_back", "declined"));
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 9_700));
        Assert.Equal(PayRefundOtherwiseResult.NothingLeft, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "BACS")));
    }

    [Fact]
    public async Task PaidOtherwise_BeforeAnybodySaidForWhat_IsPutOnItsChargesAfterwards()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 7_782, "succeeded", null, "txn_r", null, null));
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 7_782, "failed", null, "txn_r", "txn_back", "declined"));
        var refund = Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, refund.Id, "Cheque 000123")));
        Assert.Equal((7_782L, -7_782L), (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise)));
        Assert.Equal(AllocateRefundResult.Allocated, await shop.SendAsync(new AllocateRefund(Ann, refund.Id, order.Lines[0].LineId, "the skip")));
        Assert.Equal(
            (0L, -12_200L + 7_782 - 6_485, -1_297L),
            (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput)));
    }

    [Fact]
    public async Task PaidOtherwise_OfMoneyThatFitNoOrder_LeavesSuspense()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, new PaymentNeedsAttention(order.PaymentId!.Value, order.Reference.Value, 9_700, "paid twice", "ch_second", PaidOrders.Noon));
        var refund = LedgerShop.Refund(order, "re_s", 9_700) with { ChargeId = "ch_second", Origin = RefundOrigin.Automatic };
        await shop.AnnounceAsync(refund);
        await shop.AnnounceAsync(refund with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back" });
        Assert.Equal(-9_700, await shop.BalanceAsync(LedgerAccount.Suspense));
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, refund.RefundId, "BACS 000124")));
        Assert.Equal((0L, -9_700L, -9_700L), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise), await shop.BalanceAsync(LedgerAccount.Income)));
        Assert.Empty((await shop.SendAsync(new Shop.Finance.Suspense.ListSuspense(Shop.Finance.Suspense.SuspenseFilter.Open, null))).Rows);
    }

    [Fact]
    public async Task Refund_PaidOtherwiseAndMadeByStripeAfterAll_IsACaseOnceAndReversesTheSaleOnce()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var id = Guid.CreateVersion7();
        await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 9_700, 9_700, "cancelled"));
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "failed", id, null, null, "declined"));
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "BACS 000123")));
        var made = LedgerShop.Refund(order, "re_1", 9_700) with { RefundId = id };
        await shop.AnnounceAsync(made with { State = RefundState.Pending, BalanceTransactionId = null });
        await shop.AnnounceAsync(made);
        await shop.AnnounceAsync(made);
        var twice = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.GivenBackTwice, 9_700L, order.Reference.Value), (twice.Kind, twice.AmountPence, twice.Reference));
        Assert.Single((await shop.SendAsync(new ListAudit(null))).Rows, r => r.What == "found a refund made twice");
        Assert.Equal(FinanceRefundState.PaidOtherwise, Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value))).State);
        Assert.Equal(
            (0L, 9_700L, -9_700L, 0L),
            (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise),
                await shop.BalanceAsync(LedgerAccount.StripeClearing)));
    }
}

public sealed class SqlitePaidOtherwiseTests() : PaidOtherwiseTests(DatabaseProvider.Sqlite);

public sealed class PostgresPaidOtherwiseTests() : PaidOtherwiseTests(DatabaseProvider.Postgres);
