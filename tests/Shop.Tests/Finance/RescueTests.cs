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

/// <summary>Money that is not where it should be: found, mended where that is safe, else kept with its evidence until somebody settles it.</summary>
public abstract class RescueTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Check_EverythingAgrees_FindsNothing()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        await shop.OrderAsync();
        Assert.Equal(new OrphanReport(true, 0, 0, 0), await LaterAsync(shop));
    }

    [Fact]
    public async Task Check_EveryHintLost_MendsItAndSaysSo()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        Assert.Equal(new OrphanReport(true, 0, 0, 0), await shop.SendAsync(new CheckForOrphans(2)));
        Assert.Equal(new OrphanReport(true, 0, 1, 0), await LaterAsync(shop));
        await shop.ExpectPaidOnceAsync(order);
        var healed = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Healed))).Rows);
        Assert.Equal((RescueKind.PaidWithoutOrder, 12_100L, null), (healed.Kind, healed.AmountPence, healed.DoneBy));
        Assert.Equal("Stripe was asked again, and it agrees now.", healed.DoneNote);
        Assert.Equal(new OrphanReport(true, 0, 0, 0), await LaterAsync(shop));
    }

    [Fact]
    public async Task Check_OrderForgotItsPayment_IsToldAgain()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        // As if the orders came from a backup that is older than the payments.
        await shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE orders_order SET "State" = 'AwaitingPayment', "PaidAt" = NULL, "ChargeId" = NULL WHERE "Id" = {order.OrderId}"""));
        await shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE orders_order_line SET "State" = 'Waiting' WHERE "OrderId" = {order.OrderId}"""));
        var report = await LaterAsync(shop);
        Assert.Equal((0, 0), (report.Opened, report.Open));
        Assert.True(report.Healed > 0);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(order));
    }

    [Fact]
    public async Task Check_ChargeOfNobody_StandsWithBothSidesUntilSettled()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var charge = await StrangerPaysAsync(shop);
        Assert.Equal(new OrphanReport(true, 1, 0, 1), await LaterAsync(shop));
        Assert.Equal(new OrphanReport(true, 0, 0, 1), await LaterAsync(shop));
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.PaidWithoutOrder, charge, 5_000L), (open.Kind, open.ChargeId, open.AmountPence));
        Assert.Contains(open.Evidence, e => e is { Side: "Stripe", Says: "£50.00 taken less given back" });
        Assert.Contains(open.Evidence, e => e is { Side: "Order", Says: "Knows nothing of it" });
        Assert.Equal(1, (await shop.SendAsync(new GetFinanceWork())).Rescue);

        Assert.Equal(RescueResult.ReasonMissing, await shop.SendAsync(new AskStripeAgain(Ann, open.Id, " ")));
        Assert.Equal(RescueResult.StillOpen, await shop.SendAsync(new AskStripeAgain(Ann, open.Id, "May have been late")));
        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new SettleCase(Ann, open.Id, null)));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new SettleCase(Ann, open.Id, "A deposit for the hall, booked by hand")));
        Assert.Equal(MarkResult.NotOpen, await shop.SendAsync(new SettleCase(Ann, open.Id, "again")));
        Assert.Equal(RescueResult.NotOpen, await shop.SendAsync(new AskStripeAgain(Ann, open.Id, "again")));
        Assert.Equal(new OrphanReport(true, 0, 0, 0), await LaterAsync(shop));
        // The proof of takings knows the explanation, too.
        var today = LondonTime.DateOf(shop.Payments.Clock.UtcNow());
        var proof = Assert.IsType<ProofResult.Compared>(await shop.SendAsync(new ProveTakings(today.AddDays(-1), today))).Proof;
        Assert.Equal((0L, 5_000L), (proof.UnexplainedPence, proof.ExplainedPence));
        Assert.Equal(["asked Stripe again", "settled a rescue case"], (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => r.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_SettledForOneAmount_AnotherAmountIsANewCase()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var charge = await StrangerPaysAsync(shop);
        await LaterAsync(shop);
        await shop.SendAsync(new SettleCase(Ann, Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows).Id, "A deposit"));
        await shop.Payments.RefundAsync(charge, 1_000);
        Assert.Equal(new OrphanReport(true, 1, 0, 1), await LaterAsync(shop));
        Assert.Equal(4_000, Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows).AmountPence);
        // Given back whole, nothing is left to look at.
        await shop.Payments.RefundAsync(charge, 4_000);
        Assert.Equal((1, 0), await HealedAsync(shop));
    }

    [Fact]
    public async Task Check_PaidTwice_StandsUntilTheSecondChargeWentBack()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        var first = Assert.Single(await shop.Payments.ChargesAsync()).Id;
        await shop.SendAsync(new Orders.Announce(new PaymentNeedsAttention((await shop.RowAsync(order)).PaymentId!.Value, order.Reference.Value, 5_000, FitCheck.PaidTwice, await StrangerPaysAsync(shop), shop.Payments.Clock.UtcNow())));
        var twice = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.StrayMoney, order.Reference.Value, FitCheck.PaidTwice), (twice.Kind, twice.Reference, twice.Reason));
        Assert.Equal(new OrphanReport(true, 0, 0, 1), await LaterAsync(shop));
        Assert.Equal(RescueResult.StillOpen, await shop.SendAsync(new AskStripeAgain(Ann, twice.Id, "Looking")));
        await shop.Payments.RefundAsync(Assert.Single(await shop.Payments.ChargesAsync(), c => c.Id != first).Id, 5_000);
        await LaterAsync(shop);
        var healed = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Healed))).Rows, c => c.Id == twice.Id);
        Assert.Equal("Stripe gave the whole charge back.", healed.DoneNote);
    }

    [Fact]
    public async Task Check_OrderPaidWithoutMoney_Stands()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.OrderAsync();
        var payment = (await shop.Payments.StatusAsync(order.Reference.Value)).PaymentId;
        await shop.SendAsync(new Orders.Announce(new PaymentSucceeded(payment, order.Reference.Value, 12_100, shop.Payments.Clock.UtcNow(), "ch_made_up", "pi_made_up", "visa", "4242", null)));
        Assert.Equal(new OrphanReport(true, 1, 0, 1), await LaterAsync(shop));
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.OrderWithoutPayment, "ch_made_up", order.Reference.Value), (open.Kind, open.ChargeId, open.Reference));
    }

    [Fact]
    public async Task Check_FinancesRecordDiffers_Stands()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        await shop.ReadAsync(db => db.Set<FinancePayment>().Where(p => p.Reference == order.Reference.Value).ExecuteUpdateAsync(s => s.SetProperty(p => p.RefundedPence, 100)));
        Assert.Equal(1, (await LaterAsync(shop)).Opened);
        Assert.Equal((RescueKind.AmountsDiffer, 100L), Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows.Select(c => (c.Kind, c.AmountPence))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_RefundedWhole_StandsWhileATeamWorksOnItOrFinishedItAfterwards(bool finishedAfter)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var (order, before) = (await shop.PaidAtStripeAsync(), await shop.PaidAtStripeAsync());
        foreach (var one in new[] { order, before }) await shop.SendAsync(new CheckPayment(one.Reference.Value));
        await FulfilAsync(shop, before);
        foreach (var charge in await shop.Payments.ChargesAsync()) await shop.Payments.RefundAsync(charge.Id, charge.Amount);
        await shop.Payments.AdvanceAsync(FiveMinutes);
        foreach (var one in new[] { order, before }) await shop.SendAsync(new RecheckPayment(one.Reference.Value, null));
        await shop.Payments.AdvanceAsync(FiveMinutes);
        if (finishedAfter) await FulfilAsync(shop, order);
        await LaterAsync(shop);
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.RefundedStillOpen, order.Reference.Value, 12_100L), (open.Kind, open.Reference, open.AmountPence));
        Assert.Contains(finishedAfter ? "afterwards" : "still on a team", open.Reason, StringComparison.Ordinal);
        if (finishedAfter)
        {
            // Nobody can undo it: once a person said why it may stand, no check brings it up again.
            await shop.SendAsync(new SettleCase(Ann, open.Id, "The permit was used"));
            Assert.Equal((0, 0), await HealedAsync(shop));
            Assert.Equal("The permit was used", Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Settled))).Rows).DoneNote);
            return;
        }

        var line = (await shop.SendAsync(new GetStaffOrder(order.Reference, TeamScope.All)))!.Lines[0].LineId;
        await shop.SendAsync(new RefuseLine(order.Reference, line, TeamScope.All, Ann, "Refunded already.", []));
        Assert.Equal((1, 0), await HealedAsync(shop));
    }

    [Fact]
    public async Task Check_MessageFailed_IsWorkedAgainFromTheQueueAndHeals()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        var session = Assert.Single((await shop.Payments.ReadAsync(order.Reference.Value)).Attempts).SessionId;
        await shop.SendAsync(new StoreWebhookEvent("evt_late", "checkout.session.completed", SignedEvents.Body("evt_late", "checkout.session.completed", SignedEvents.AboutSession(session!))));
        await shop.ReadAsync(db => db.Set<WebhookEvent>().ExecuteUpdateAsync(s => s
            .SetProperty(e => e.State, WebhookState.Failed).SetProperty(e => e.NextTryAt, (DateTime?)null).SetProperty(e => e.Note, "Stripe answered 500.")));
        await shop.Payments.AdvanceAsync(FiveMinutes);
        await LaterAsync(shop);
        await LaterAsync(shop);
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal((RescueKind.MessageOverdue, "evt_late"), (open.Kind, open.ChargeId));
        Assert.Equal(RescueResult.StillOpen, await shop.SendAsync(new AskStripeAgain(Ann, open.Id, "Stripe is well again")));
        await shop.Payments.WorkAsync();
        Assert.Equal((1, 0), await HealedAsync(shop));
        await shop.ExpectPaidOnceAsync(order);
    }

    [Fact]
    public async Task Check_StripeAway_OpensAndClosesNothingOfStripes()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        await StrangerPaysAsync(shop);
        await LaterAsync(shop);
        await StrangerPaysAsync(shop);
        await shop.Payments.AdvanceAsync(FiveMinutes);
        await shop.Payments.OrderFaultAsync("html", "GET", "/v1/charges*", times: 1_000);
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal(new OrphanReport(false, 0, 0, 1), await shop.SendAsync(new CheckForOrphans(2)));
        Assert.Equal(RescueResult.StripeUnavailable, await shop.SendAsync(new AskStripeAgain(Ann, open.Id, "Is it still there?")));
    }

    [Fact]
    public async Task Check_ManyAtOnce_OneCase()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        await StrangerPaysAsync(shop);
        await shop.Payments.AdvanceAsync(FiveMinutes);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.SendAsync(new CheckForOrphans(2))));
        Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
    }

    [Fact]
    public async Task List_MoreThanAPage_HasTheWorstFirstAndReachesEach()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        RescueKind[] kinds = [.. Enumerable.Repeat(RescueKind.MessageOverdue, 45), RescueKind.AmountsDiffer, .. Enumerable.Repeat(RescueKind.RefundedStillOpen, 15), RescueKind.GivenBackTwice, RescueKind.StrayMoney];
        await shop.ReadAsync(db =>
        {
            // The worst are the newest.
            db.AddRange(kinds.Select((kind, i) => new RescueCase(new RescueFinding(kind, $"case {i}", null, null, null, null, null, 100, "A test", []), PaidOrders.Noon.AddMinutes(i))));
            return db.SaveChangesAsync();
        });
        var first = await shop.SendAsync(new ListRescueCases(RescueShow.Open));
        var second = await shop.SendAsync(new ListRescueCases(RescueShow.Open, 2));
        Assert.Equal((63, 6_300L, 1, 2, 50), (first.Total, first.TotalPence, first.Page, first.Pages, first.Rows.Count));
        Assert.Equal([RescueKind.StrayMoney, RescueKind.GivenBackTwice, RescueKind.AmountsDiffer, RescueKind.RefundedStillOpen], first.Rows.Take(4).Select(r => r.Kind));
        Assert.Equal(kinds.Order(), first.Rows.Concat(second.Rows).Select(r => r.Kind));
        Assert.Equal(63, first.Rows.Concat(second.Rows).DistinctBy(r => r.Id).Count());
        Assert.Empty((await shop.SendAsync(new ListRescueCases(RescueShow.Open, int.MaxValue))).Rows);
    }

    [Fact]
    public async Task OrderNeedsAttention_ToldTwice_IsOneCaseUntilSettled()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        var twice = new OrderNeedsAttention(order.OrderId, order.Reference, 9700, "paid twice", "ch_2", PaidOrders.Noon);
        await shop.AnnounceAsync(twice, twice, order);
        await shop.AnnounceAsync(twice, new OrderNeedsAttention(order.OrderId, order.Reference, 500, "wrong amount"), new OrderNeedsAttention(order.OrderId, order.Reference, 500, "wrong amount"));
        var items = (await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows;
        Assert.Equal(2, items.Count);
        foreach (var item in items) Assert.Equal(MarkResult.Done, await shop.SendAsync(new SettleCase(Ann, item.Id, "refunded the second charge")));
        Assert.Empty((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        Assert.Equal(2, (await shop.SendAsync(new ListRescueCases(RescueShow.Settled))).Rows.Count);
        await shop.AnnounceAsync(twice);
        Assert.Empty((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        var view = (await shop.SendAsync(new GetFinancePayment(order.Reference.Value)))!;
        Assert.Equal((false, 2), (view.Payment.NeedsAttention, view.Attention.Count));
    }
}

public sealed class SqliteRescueTests() : RescueTests(DatabaseProvider.Sqlite);

public sealed class PostgresRescueTests() : RescueTests(DatabaseProvider.Postgres);
