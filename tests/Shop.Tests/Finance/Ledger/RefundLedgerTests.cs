using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

/// <summary>Refunds as Payments announces them, through finance's own refund into the ledger.</summary>
public abstract class RefundLedgerTests(DatabaseProvider provider)
{
    [Fact]
    public async Task WholeRefundMadeAtStripe_ReversesTheStoredFigures_AFailedOneBringsThemBack()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        var refund = AtStripe(order, "re_1", order.TotalPence);
        await shop.AnnounceAsync(order);
        await shop.AnnounceAsync(refund with { BalanceTransactionId = null, State = RefundState.Pending });
        Assert.Single(await shop.JournalsAsync());
        await shop.AnnounceAsync(refund);
        await shop.AnnounceAsync(refund);
        Assert.Equal(
            ["income HW210 91210 O Dr 9700", "income PL730 91720 O Dr 2500", "income PL730 91720 S Dr 6485", "vat-output S Dr 1297", "stripe-clearing Cr 19982"],
            (await shop.JournalsAsync()).Single(j => j.SourceId == "refund:re_1").InWords());
        await shop.AnnounceAsync(refund with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back", FailureReason = "expired_or_canceled_card" });
        Assert.Equal((19982, -18685, -1297), (await shop.BalanceAsync(LedgerAccount.StripeClearing), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput)));
    }

    [Fact]
    public async Task PartRefundMadeAtStripe_WaitsUntilAnOfficerSaysForWhat()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var refund = AtStripe(order, "re_1", 10282);
        await shop.AnnounceAsync(refund);
        Assert.Equal(10282, await shop.BalanceAsync(LedgerAccount.RefundsToAllocate));
        Assert.Equal(AllocateRefundResult.Allocated, await shop.SendAsync(new AllocateRefund(LedgerShop.Ann, refund.RefundId, order.Lines[1].LineId, "The search was not made")));
        Assert.Equal(
            (0, -9700, 0, 9700),
            (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        Assert.Equal(("Ann Accountant", "The search was not made"), (await shop.JournalsAsync()).Where(j => j.SourceId == "refund-allocated:re_1").Select(j => (j.By, j.Reason)).Single());
    }

    private static RefundChanged AtStripe(OrderPaid order, string id, long pence) => LedgerShop.Refund(order, id, pence) with { Origin = RefundOrigin.Dashboard };
}

public sealed class SqliteRefundLedgerTests() : RefundLedgerTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundLedgerTests() : RefundLedgerTests(DatabaseProvider.Postgres);
