using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Disputes;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;
using static Shop.Tests.Finance.RefundShop;

namespace Shop.Tests.Finance;

/// <summary>Finance gives money back: the parts, the limits, and what Stripe says of it afterwards.</summary>
public abstract class FinanceRefundTests(DatabaseProvider provider)
{
    private static readonly Actor Bob = new(Guid.NewGuid(), "Bob Manager");

    [Fact]
    public async Task Ask_WholeOrder_ReversesEachComponentWithItsCodes()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        var id = Guid.CreateVersion7();
        Assert.Equal(AskRefundResult.Recorded, await shop.SendAsync(new AskRefund(Ann, id, order.Reference.ToString(), null, 19_982, 19_982, " Cancelled by the council ")));
        var view = (await shop.SendAsync(new GetRefund(id)))!;
        Assert.Equal(
            [("HW210", "91210", "O", 9700L, 0L, 9700L), ("PL730", "91720", "O", 2500L, 0L, 2500L), ("PL730", "91720", "S", 6485L, 1297L, 7782L)],
            view.Parts.Select(p => (p.CostCentre, p.Subjective, p.VatCode, p.NetPence, p.VatPence, p.GrossPence)));
        Assert.Equal((FinanceRefundState.Requested, "Cancelled by the council", "Ann Accountant", order.ChargeId), (view.Refund.State, view.Refund.Reason, view.Refund.AskedBy, view.ChargeId));
        var money = Assert.Single(await shop.SendAsync(new GetChargeMoney(order.Reference.Value)));
        Assert.Equal((19_982L, 0L), (money.RequestedPence, money.LeftPence));
        var entry = Assert.Single((await shop.SendAsync(new ListAudit(null))).Rows);
        Assert.Equal(("Ann Accountant", "gave money back", "£199.82 left", "£199.82", "Cancelled by the council"), (entry.Who, entry.What, entry.Before, entry.After, entry.Reason));
        Assert.Equal(AskRefundResult.TooMuch, await AskAsync(shop, order, 1));
    }

    [Fact]
    public async Task Ask_PartsToExactlyFull_AddUpAndOnePennyMoreIsRefused()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        foreach (var pence in new[] { 3_333L, 4_444L, 1L }) Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, pence));
        Assert.Equal(AskRefundResult.TooMuch, await AskAsync(shop, order, 12_205));
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 12_204));
        var parts = await shop.ReadAsync(db => db.Set<FinanceRefundPart>().ToListAsync());
        Assert.Equal(
            [("HW210", 9700L, 0L), ("PL730", 2500L, 0L), ("PL730", 6485L, 1297L)],
            parts.GroupBy(p => p.Place).OrderBy(g => g.Key).Select(g => (g.First().CostCentre, g.Sum(p => p.NetPence), g.Sum(p => p.VatPence))));
    }

    [Fact]
    public async Task Ask_OneLine_TakesNothingFromTheOthers()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        Assert.Equal(AskRefundResult.TooMuch, await AskAsync(shop, order, 9_701, order.Lines[0].LineId));
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 9_700, order.Lines[0].LineId));
        var plan = (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!;
        Assert.Equal((10_282L, 10_282L), (plan.LeftPence, plan.AmountPence));
        Assert.Equal([0L, 10_282L], plan.Lines.Select(l => l.LeftPence));
        Assert.Equal([(2_500L, 0L), (6_485L, 1_297L)], plan.Parts.Select(p => (p.NetPence, p.VatPence)));
    }

    [Fact]
    public async Task Ask_TwoOfficersAtOnce_OneGivesBack()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            shop.SendAsync(new AskRefund(i % 2 == 0 ? Ann : Bob, Guid.CreateVersion7(), order.Reference.Value, null, 1_000, 9_700, $"officer {i}")))));
        Assert.Single(results, AskRefundResult.Recorded);
        Assert.Equal(3, results.Count(r => r == AskRefundResult.Changed));
        Assert.Equal(1_000, Assert.Single(await shop.SendAsync(new GetChargeMoney(order.Reference.Value))).RequestedPence);
    }

    [Fact]
    public async Task Ask_SameFormSentTwice_IsOneRefund()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var form = new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, null, 1_000, 9_700, "double click");
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => shop.SendAsync(form))));
        Assert.All(results, r => Assert.Equal(AskRefundResult.Recorded, r));
        Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal(AskRefundResult.ReasonMissing, await shop.SendAsync(form with { RefundId = Guid.CreateVersion7(), Reason = " " }));
        Assert.Equal(AskRefundResult.Unknown, await shop.SendAsync(form with { RefundId = Guid.CreateVersion7(), Reference = PaidOrders.Of(PaidOrders.SkipPermit).Reference.Value }));
    }

    [Fact]
    public async Task Ask_AboveTheLimit_WaitsForAnotherPerson()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, Large);
        var id = Guid.CreateVersion7();
        Assert.Equal(AskRefundResult.NeedsSecondPerson, await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 50_001, 120_000, "too large for one")));
        Assert.Equal(0, Assert.Single(await shop.SendAsync(new GetChargeMoney(order.Reference.Value))).RequestedPence);
        // It is kept aside all the same.
        Assert.Equal(69_999, (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence);

        Assert.Equal(DecideRefundResult.SamePerson, await shop.SendAsync(new DecideRefund(Ann, id, true, null)));
        Assert.Equal(DecideRefundResult.ReasonMissing, await shop.SendAsync(new DecideRefund(Bob, id, false, "")));
        Assert.Equal(DecideRefundResult.Agreed, await shop.SendAsync(new DecideRefund(Bob, id, true, null)));
        Assert.Equal(DecideRefundResult.NotOpen, await shop.SendAsync(new DecideRefund(Bob, id, false, "too late")));
        Assert.Equal(50_001, Assert.Single(await shop.SendAsync(new GetChargeMoney(order.Reference.Value))).RequestedPence);
        Assert.Equal(["agreed to a refund", "gave money back"], (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => r.What));
    }

    [Fact]
    public async Task Ask_LimitInSmallParts_NeedsASecondPersonAllTheSame()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, Large);
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 50_000));
        Assert.Equal(AskRefundResult.NeedsSecondPerson, await AskAsync(shop, order, 1));
    }

    [Fact]
    public async Task Due_GivenBack_IsDoneAndDeclinedIsDueAgain()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, Large, PaidOrders.LandSearch);
        await shop.AnnounceAsync(
            Refusal(order, 0, 120_000), Refusal(order, 1, 7_782) with { RefundedChargeIds = ["con29"] });
        var due = (await shop.SendAsync(new ListRefundsDue(Done: false))).Rows.ToDictionary(d => d.AmountPence);
        var plan = (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, due[7_782].Id)))!;
        Assert.Equal((7_782L, "Local land charges search"), (plan.AmountPence, plan.DueTitle));
        Assert.Equal([(6_485L, 1_297L)], plan.Parts.Select(p => (p.NetPence, p.VatPence)));
        Assert.Equal(AskRefundResult.Recorded, await shop.SendAsync(new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, null, 7_782, plan.LeftPence, "refused", due[7_782].Id)));
        Assert.Equal(AskRefundResult.Changed, await shop.SendAsync(new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, null, 7_782, plan.LeftPence, "again", due[7_782].Id)));

        var id = Guid.CreateVersion7();
        Assert.Equal(AskRefundResult.NeedsSecondPerson, await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 120_000, plan.LeftPence - 7_782, "refused", due[120_000].Id)));
        Assert.Empty((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        Assert.Equal(DecideRefundResult.Declined, await shop.SendAsync(new DecideRefund(Bob, id, false, "the fee is kept")));
        Assert.Equal(120_000, Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows).AmountPence);
        Assert.Equal(122_500, (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence);
    }

    [Fact]
    public async Task Dashboard_TakesAllThatIsLeft_IsAllocatedByItself()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.LandSearch);
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 10_282, "succeeded", null, "txn_r", null, null));
        var refund = Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal((RefundOrigin.Dashboard, FinanceRefundState.Succeeded, true, "re_1"), (refund.Origin, refund.State, refund.IsAllocated, refund.StripeRefundId));
        Assert.Equal([(2_500L, 0L), (6_485L, 1_297L)], (await shop.SendAsync(new GetRefund(refund.Id)))!.Parts.Select(p => (p.NetPence, p.VatPence)));
        Assert.Empty((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
    }

    [Fact]
    public async Task Dashboard_APart_WaitsUntilAnOfficerSaysWhatItIsOf()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_900, "succeeded", null, "txn_r", null, null));
        var refund = Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.False(refund.IsAllocated);
        Assert.Equal(1, (await shop.SendAsync(new GetFinanceWork())).RefundsWaiting);
        Assert.Equal(AskRefundResult.AllocateFirst, await AskAsync(shop, order, 1));
        Assert.Equal(AllocateRefundResult.TooMuch, await shop.SendAsync(new AllocateRefund(Ann, refund.Id, order.Lines[0].LineId, "the skip")));
        Assert.Equal(AllocateRefundResult.ReasonMissing, await shop.SendAsync(new AllocateRefund(Ann, refund.Id, null, "")));
        Assert.Equal(AllocateRefundResult.Allocated, await shop.SendAsync(new AllocateRefund(Ann, refund.Id, order.Lines[1].LineId, "the search was cancelled")));
        Assert.Equal(AllocateRefundResult.NotOpen, await shop.SendAsync(new AllocateRefund(Ann, refund.Id, null, "again")));
        Assert.Equal(9_900, (await shop.SendAsync(new GetRefund(refund.Id)))!.Parts.Sum(p => p.GrossPence));
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 10_082));
    }

    [Fact]
    public async Task Refund_CancelledAtStripe_WaitsUntilItIsPaidOtherwise()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        await shop.AnnounceAsync(Refusal(order, 0, 9_700));
        var id = Guid.CreateVersion7();
        var due = Assert.Single((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows);
        await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 9_700, 9_700, "refused", due.Id));
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "canceled", id, null, null, null));
        Assert.Equal(FinanceRefundState.Cancelled, Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows).State);
        Assert.Empty((await shop.SendAsync(new ListRefunds(RefundShow.Ended, 1))).Rows);
        Assert.Equal(1, (await shop.SendAsync(new GetFinanceWork())).RefundsWaiting);
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, id, "BACS 000123")));
        Assert.Empty((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
    }

    [Fact]
    public async Task Refund_MadeAndCalledBackAtStripe_WaitsForNobody()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        await StripeSaysAsync(shop, order, new RemoteRefund("re_1", 9_700, "canceled", null, null, null, null));
        Assert.Empty((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Ended, 1))).Rows);
    }

    [Fact]
    public async Task StrayMoney_GoneBack_LeavesTheAttentionListAndThePaymentAlone()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        await shop.AnnounceAsync(new OrderNeedsAttention(order.OrderId, order.Reference, 9_700, "paid twice"));
        await shop.AnnounceAsync(
            new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, 9_700, [new ChargeRefunded("ch_other", 9_700, IsOwn: false), new ChargeRefunded(order.ChargeId!, 0, IsOwn: true)]),
            new RefundChanged(Guid.CreateVersion7(), order.PaymentId.Value, order.Reference.Value, "ch_other", "re_s", 9_700, RefundOrigin.Automatic, RefundState.Succeeded, "txn_s", null, null, PaidOrders.Noon));
        Assert.Empty((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal("Given back: re_s", Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Healed))).Rows).DoneNote);
        var refund = Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.True(refund is { IsStray: true, IsAllocated: true, Origin: RefundOrigin.Automatic });
        var plan = (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!;
        Assert.Equal(9_700, plan.LeftPence);
        Assert.Equal(0, (await shop.SendAsync(new Shop.Finance.Takings.GetFinancePayment(order.Reference.Value)))!.Payment.RefundedPence);
    }

    [Fact]
    public async Task Dispute_OpenThenLost_BlocksAndIsListed()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        var deadline = PaidOrders.Noon.AddDays(10);
        await StripeSaysAsync(shop, order, new RemoteDispute("dp_1", 9_700, "fraudulent", "needs_response", deadline, ["txn_d"], PaidOrders.Noon.AddDays(3)));
        Assert.Equal(AskRefundResult.DisputeOpen, await AskAsync(shop, order, 1));
        var open = Assert.Single((await shop.SendAsync(new ListDisputes(Ended: false))).Rows);
        Assert.Equal(("dp_1", 9_700L, deadline, DisputeState.NeedsResponse), (open.DisputeId, open.AmountPence, open.EvidenceDueBy, open.State));
        Assert.Equal(1, (await shop.SendAsync(new GetFinanceWork())).DisputesOpen);
        await StripeSaysAsync(shop, order, new RemoteDispute("dp_1", 9_700, "fraudulent", "lost", null, ["txn_d"], PaidOrders.Noon.AddDays(3)));
        Assert.Empty((await shop.SendAsync(new ListDisputes(Ended: false))).Rows);
        Assert.Equal(DisputeState.Lost, Assert.Single((await shop.SendAsync(new ListDisputes(Ended: true))).Rows).State);
        Assert.Equal(AskRefundResult.TooMuch, await AskAsync(shop, order, 1));
        Assert.Equal(2, (await shop.SendAsync(new ListAudit(null))).Rows.Count(r => r.What == "was told of a dispute"));
    }

    [Fact]
    public async Task Part_ChangedBySql_IsRefusedByTheDatabase()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await PayAsync(shop, PaidOrders.SkipPermit);
        await AskAsync(shop, order, 100);
        await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Set<FinanceRefundPart>().ExecuteUpdateAsync(s => s.SetProperty(p => p.CostCentre, "XX999"))));
    }

    private static LineSnapshot Large => PaidOrders.Line("road-closure", "Road closure", "street-works", PaidOrders.Fee("closure", 120_000, 20_000, "S", "HW210", "91210"));

    private static OrderLineRefused Refusal(OrderPaid order, int line, long pence) => new(
        order.OrderId, order.Reference, order.Lines[line].LineId, order.Lines[line].Snapshot, order.Payer, "No room.", pence, PaidOrders.Noon.AddDays(line), "Kim");
}

public sealed class SqliteFinanceRefundTests() : FinanceRefundTests(DatabaseProvider.Sqlite);

public sealed class PostgresFinanceRefundTests() : FinanceRefundTests(DatabaseProvider.Postgres);
