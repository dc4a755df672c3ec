using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Suspense;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

public abstract class IncomeTests(DatabaseProvider provider)
{
    /// <summary>Paid on 5 October 2026, held in June 2027: a deposit and a delivery in advance.</summary>
    private static LineSnapshot Ceremony => PaidOrders.Line(
        "ceremony", "Ceremony", "registrars",
        PaidOrders.Fee("fee", 30000, 0, "E", "RG420", "91420", ChargeKind.BookingDeposit),
        PaidOrders.Fee("music", 6000, 1000, "S", "RG420", "91420")) with
    { ServiceDate = new DateOnly(2027, 6, 12) };

    private static LineSnapshot Bond => PaidOrders.Line(
        "street-cafe", "Pavement licence", "licensing",
        PaidOrders.Fee("fee", 10000, 0, "O", "LI810", "91210"), PaidOrders.Fee("bond", 25000, 0, "O", "BS010", "24110", ChargeKind.SecurityBond)) with
    { ServiceDate = new DateOnly(2027, 6, 1) };

    [Fact]
    public async Task OrderPaid_MixedVat_CreditsNetByCodeAndVat()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.At(new DateTime(2026, 6, 30, 23, 30, 0, DateTimeKind.Utc), PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order, order);
        await shop.AnnounceAsync(order);
        var journal = Assert.Single(await shop.JournalsAsync());
        Assert.Equal(("order:" + order.Reference.Value, new DateOnly(2026, 7, 1), $"Order {order.Reference} paid"), (journal.SourceId, journal.FinancialDate, journal.Narrative));
        Assert.Equal(
            ["stripe-clearing Dr 19982", "income HW210 91210 O Cr 9700", "income PL730 91720 O Cr 2500", "income PL730 91720 S Cr 6485", "vat-output S Cr 1297"], journal.InWords());
        Assert.All(journal.Entries, e => Assert.Equal(order.Reference.Value, e.OrderReference));
    }

    [Fact]
    public async Task OrderPaid_Free_PostsNothing()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.FreeWaste));
        Assert.Empty(await shop.JournalsAsync());
    }

    [Fact]
    public async Task OrderPaid_FreePartOfAPaidOrder_IsLeftOut()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.FreeWaste, PaidOrders.SkipPermit));
        Assert.Equal(["stripe-clearing Dr 9700", "income HW210 91210 O Cr 9700"], Assert.Single(await shop.JournalsAsync()).InWords());
    }

    [Fact]
    public async Task OrderPaid_SenderFails_PostsNothing()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit), new MoneyShop.Fail()));
        Assert.Empty(await shop.JournalsAsync());
    }

    [Fact]
    public async Task Bond_IsTheResidentsMoney_FeeOfALaterServiceIsInAdvance()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(Bond));
        Assert.Equal(
            ["stripe-clearing Dr 35000", "income-in-advance LI810 91210 O Cr 10000", "bonds-held BS010 24110 O Cr 25000"], Assert.Single(await shop.JournalsAsync()).InWords());
    }

    [Fact]
    public async Task InAdvance_IsReleasedOnceWhenThePeriodComes()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(Ceremony));
        Assert.Equal(
            ["stripe-clearing Dr 36000", "income-in-advance RG420 91420 E Cr 30000", "income-in-advance RG420 91420 S Cr 5000", "vat-output S Cr 1000"],
            Assert.Single(await shop.JournalsAsync()).InWords());
        shop.Clock.SetUtcNow(new DateTimeOffset(2027, 5, 31, 22, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, await shop.SendAsync(new ReleaseIncome()));
        // 00:00 in London on 1 June.
        shop.Clock.SetUtcNow(new DateTimeOffset(2027, 5, 31, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, await shop.SendAsync(new ReleaseIncome()));
        Assert.Equal(0, await shop.SendAsync(new ReleaseIncome()));
        var released = (await shop.JournalsAsync()).Where(j => j.Kind == JournalKind.IncomeReleased).ToList();
        Assert.Equal(
            ["income RG420 91420 E Cr 30000", "income RG420 91420 S Cr 5000", "income-in-advance RG420 91420 E Dr 30000", "income-in-advance RG420 91420 S Dr 5000"],
            released.SelectMany(j => j.InWords()).Order(StringComparer.Ordinal));
        Assert.All(released, j => Assert.Equal((new DateOnly(2027, 6, 1), 2027, 3), (j.FinancialDate, j.FinancialYear, j.Period)));
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.IncomeInAdvance));
    }

    [Fact]
    public async Task InAdvance_SamePeriodOrEarlier_IsIncomeAtOnce()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(
            PaidOrders.Of(PaidOrders.SkipPermit with { ServiceDate = new DateOnly(2026, 10, 31) }), PaidOrders.Of(PaidOrders.SkipPermit with { ServiceDate = new DateOnly(2026, 9, 30) }));
        Assert.Equal(-19400, await shop.BalanceAsync(LedgerAccount.Income));
    }

    [Fact]
    public async Task Refund_BeforeTheRelease_IsTakenFromTheAdvance_AFailedOnePutsItBack()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(Ceremony);
        await shop.AnnounceAsync(order);
        var music = await shop.PartAsync(order, 1) with { NetPence = 2000, VatPence = 400 };
        var refund = Refund(order, "re_1", 2400);
        await shop.RefundAsync(refund, music);
        await shop.RefundAsync(refund, music);
        Assert.Equal(
            ["income-in-advance RG420 91420 S Dr 2000", "vat-output S Dr 400", "stripe-clearing Cr 2400"], (await shop.JournalsAsync()).Single(j => j.SourceId == "refund:re_1").InWords());
        shop.Clock.SetUtcNow(new DateTimeOffset(2027, 6, 1, 9, 0, 0, TimeSpan.Zero));
        await shop.SendAsync(new ReleaseIncome());
        Assert.Equal((0, -33000), (await shop.BalanceAsync(LedgerAccount.IncomeInAdvance), await shop.BalanceAsync(LedgerAccount.Income)));

        await shop.RefundAsync(refund with { State = RefundState.Failed, FailureBalanceTransactionId = "txn_back" }, music);
        Assert.Equal(
            ["income RG420 91420 S Cr 2000", "vat-output S Cr 400", "stripe-clearing Dr 2400"], (await shop.JournalsAsync()).Single(j => j.SourceId == "refund-failed:re_1").InWords());
        Assert.Equal((0, -35000, 36000), (await shop.BalanceAsync(LedgerAccount.IncomeInAdvance), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
    }

    [Fact]
    public async Task Refund_WithoutABalanceTransaction_PostsNothingYet()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order);
        await shop.RefundAsync(Refund(order, "re_1", 9700) with { BalanceTransactionId = null }, await shop.PartAsync(order, 0));
        Assert.Single(await shop.JournalsAsync());
    }

    [Fact]
    public async Task Refund_NobodySaidForWhat_WaitsAndIsPutOnItsCharges()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var refund = Refund(order, "re_1", 7782);
        await shop.RefundAsync(refund);
        Assert.Equal(7782, await shop.BalanceAsync(LedgerAccount.RefundsToAllocate));
        var part = await shop.PartAsync(order, 1);
        await shop.AllocateAsync(refund, part);
        await shop.AllocateAsync(refund, part);
        Assert.Equal(
            (0, -2500, 0, 2500),
            (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        await shop.RefundAsync(refund with { FailureBalanceTransactionId = "txn_b" }, part);
        Assert.Equal((0, -8985, -1297), (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput)));
    }

    [Fact]
    public async Task Refund_FailedBeforeAnybodySaidForWhat_LeavesNothingWaiting()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var refund = Refund(order, "re_1", 7782);
        await shop.RefundAsync(refund);
        await shop.RefundAsync(refund with { FailureBalanceTransactionId = "txn_b" });
        await shop.AllocateAsync(refund, await shop.PartAsync(order, 1));
        Assert.Equal((0, 10282), (await shop.BalanceAsync(LedgerAccount.RefundsToAllocate), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        Assert.Equal(3, (await shop.JournalsAsync()).Count);
    }

    [Fact]
    public async Task StrayMoney_WaitsInSuspense_ItsRefundLeavesIt()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        var stray = new PaymentNeedsAttention(order.PaymentId!.Value, order.Reference.Value, 9700, "paid twice", "ch_second", new DateTime(2026, 10, 4, 23, 30, 0, DateTimeKind.Utc));
        await shop.AnnounceAsync(order, stray, stray);
        await shop.AnnounceAsync(stray);
        var journal = (await shop.JournalsAsync()).Single(j => j.Kind == JournalKind.StrayMoney);
        Assert.Equal(("stray:ch_second", new DateOnly(2026, 10, 5)), (journal.SourceId, journal.FinancialDate));
        Assert.Equal(["stripe-clearing Dr 9700", "suspense Cr 9700"], journal.InWords());
        Assert.Equal(("ch_second", 9700L, SuspenseState.Open), Assert.Single(await ItemsAsync()));
        var refund = Refund(order, "re_1", 9700) with { ChargeId = "ch_second" };
        await shop.RefundAsync(refund);
        Assert.Equal((0, 9700), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        Assert.Equal(SuspenseState.Cleared, Assert.Single(await ItemsAsync()).State);
        await shop.RefundAsync(refund with { FailureBalanceTransactionId = "txn_b" });
        Assert.Equal((-9700, 19400), (await shop.BalanceAsync(LedgerAccount.Suspense), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
        Assert.Equal([("ch_second", 9700L, SuspenseState.Cleared), ("re_1", 9700L, SuspenseState.Open)], (await ItemsAsync()).OrderBy(i => i.SourceId, StringComparer.Ordinal));

        async Task<List<(string SourceId, long AmountPence, SuspenseState State)>> ItemsAsync() =>
            [.. (await shop.ReadAsync(db => db.Set<SuspenseItem>().AsNoTracking().ToListAsync())).Select(i => (i.SourceId, i.AmountPence, i.State))];
    }

    [Fact]
    public async Task StrayMoney_OfAnotherCurrency_IsNoPence()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.AnnounceAsync(new PaymentNeedsAttention(Guid.CreateVersion7(), "no order", 0, "wrong currency", "ch_1"));
        Assert.Empty(await shop.JournalsAsync());
    }

    private static RefundChanged Refund(OrderPaid order, string id, long pence) => LedgerShop.Refund(order, id, pence);
}

public sealed class SqliteIncomeTests() : IncomeTests(DatabaseProvider.Sqlite);

public sealed class PostgresIncomeTests() : IncomeTests(DatabaseProvider.Postgres);
