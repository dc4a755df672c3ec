using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Ledger;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class RefundDueTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Fact]
    public async Task Refusal_WithMoneyBack_IsDueOnceAndDoneWithAReason()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        var refusal = Refusal(order, 0, 4700);
        await shop.AnnounceAsync(order, refusal, refusal);
        await shop.AnnounceAsync(refusal);
        var due = Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.Equal((4700L, 9700L, order.ChargeId, false, "Kim"), (due.AmountPence, due.PaidPence, due.ChargeId, due.StripeShowsIt, due.RefusedBy));
        Assert.Equal(new FinanceWork(1, 4700, 0), await shop.SendAsync(new GetFinanceWork()));

        Assert.Equal(FinishRefundResult.ReasonMissing, await shop.SendAsync(new FinishRefund(Ann, due.Id, false, "  ")));
        Assert.Equal(FinishRefundResult.ReasonMissing, await shop.SendAsync(new FinishRefund(Ann, due.Id, false, new string('x', 501))));
        await shop.AnnounceAsync(new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, 4700));
        Assert.True((await shop.SendAsync(new GetRefundDue(due.Id)))!.StripeShowsIt);
        Assert.Equal(FinishRefundResult.Done, await shop.SendAsync(new FinishRefund(Ann, due.Id, false, "Refunded in Stripe, re_123")));
        Assert.Equal(FinishRefundResult.NotOpen, await shop.SendAsync(new FinishRefund(Ann, due.Id, false, "again")));
        Assert.Empty((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.Equal(("Ann Accountant", "Refunded in Stripe, re_123"), Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: true))).Rows.Select(r => (r.DoneBy, r.DoneNote))));

        var entry = Assert.Single((await shop.SendAsync(new ListAudit(null))).Rows);
        Assert.Equal(("Ann Accountant", "marked refund done", "due £47.00", "done", "Refunded in Stripe, re_123"), (entry.Who, entry.What, entry.Before, entry.After, entry.Reason));
    }

    [Fact]
    public async Task Refunds_TwoOfOneOrder_StripesMoneyCoversOneOfThem()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order, Refusal(order, 0, 9700), Refusal(order, 1, 10282), new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, 10282));
        var due = (await shop.SendAsync(new ListRefundsDue(Done: false))).Rows;
        await shop.SendAsync(new FinishRefund(Ann, due.Single(d => d.AmountPence == 10282).Id, false, "re_1"));
        Assert.False(Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows).StripeShowsIt);
    }

    [Fact]
    public async Task Refusal_NothingBack_IsNotDue()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, Refusal(order, 0, 0));
        Assert.Empty((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
    }

    [Fact]
    public async Task List_MoreThanAPage_ReachesEachOnce()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync([.. Enumerable.Range(1, 51).Select(i => Refusal(order, 0, i) with { LineId = Guid.CreateVersion7() })]);
        var first = await shop.SendAsync(new ListRefundsDue(Done: false));
        var second = await shop.SendAsync(new ListRefundsDue(Done: false, 2));
        Assert.Equal((50, 1, 51, 51L * 52 / 2, 2), (first.Rows.Count, second.Rows.Count, first.Total, first.TotalPence, first.Pages));
        Assert.Equal(51, first.Rows.Concat(second.Rows).DistinctBy(r => r.Id).Count());
    }

    [Fact]
    public async Task FinishRefund_TwoOfficersAtOnce_OneDoesIt()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, Refusal(order, 0, 9700));
        var id = (await shop.SendAsync(new ListRefundsDue(Done: false))).Rows.Single().Id;
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => shop.SendAsync(new FinishRefund(Ann, id, true, $"try {i}"))));
        Assert.Single(results, FinishRefundResult.Done);
        Assert.Single((await shop.SendAsync(new ListAudit(null))).Rows);
        Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
    }

    [Fact]
    public async Task FinishRefund_PaidByBankTransfer_IsPostedAndCannotGoToTheCardAsWell()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await RefundShop.PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(Refusal(order, 1, 10_282));
        var due = Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.Equal(FinishRefundResult.Done, await shop.SendAsync(new FinishRefund(Ann, due.Id, true, "BACS 000123")));
        var refund = Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal((FinanceRefundState.PaidOtherwise, 10_282L), (refund.State, refund.AmountPence));
        Assert.Equal(9_700, (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence);
        Assert.Equal(AskRefundResult.TooMuch, await RefundShop.AskAsync(shop, order, 1, order.Lines[1].LineId));
        Assert.Equal(
            (-9_700L, 0L, -10_282L, 19_982L),
            (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput), await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise),
                await shop.BalanceAsync(LedgerAccount.StripeClearing)));
    }

    [Fact]
    public async Task FinishRefund_ByBank_OfWhatPartlyWentBackToTheCard_IsRefused()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await RefundShop.PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(Refusal(order, 1, 10_282));
        Assert.Equal(AskRefundResult.Recorded, await RefundShop.AskAsync(shop, order, 1, order.Lines[1].LineId));
        var due = Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.Equal(FinishRefundResult.NothingLeft, await shop.SendAsync(new FinishRefund(Ann, due.Id, true, "BACS 000123")));
        Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal(FinishRefundResult.Done, await shop.SendAsync(new FinishRefund(Ann, due.Id, false, "re_1 and re_2")));
        Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
    }

    [Fact]
    public async Task FinishRefund_ByBankTransfer_IsPosted_AlsoWhenStripeGaveAnotherLineBack()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await RefundShop.PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(Refusal(order, 0, 9_700));
        var card = Guid.CreateVersion7();
        await shop.SendAsync(new AskRefund(Ann, card, order.Reference.Value, order.Lines[1].LineId, 10_282, 19_982, "goodwill"));
        await RefundShop.StripeSaysAsync(shop, order, new RemoteRefund("re_1", 10_282, "succeeded", card, "txn_r", null, null));
        var due = Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.True(due.StripeShowsIt);
        Assert.Equal(FinishRefundResult.Done, await shop.SendAsync(new FinishRefund(Ann, due.Id, true, "BACS 000123")));
        Assert.Equal(-9_700, await shop.BalanceAsync(LedgerAccount.RefundsPaidOtherwise));
        Assert.Equal(0, (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence);
    }

    private static OrderLineRefused Refusal(OrderPaid order, int line, long pence) => new(
        order.OrderId, order.Reference, order.Lines[line].LineId, order.Lines[line].Snapshot, order.Payer, "No room.", pence, PaidOrders.Noon.AddDays(line), "Kim");
}

public sealed class SqliteRefundDueTests() : RefundDueTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundDueTests() : RefundDueTests(DatabaseProvider.Postgres);
