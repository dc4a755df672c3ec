using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Tests.Finance.Payouts;

/// <summary>What may become of a payout: told of too early, failed after paid, negative, made by hand.</summary>
public abstract class PayoutLifeTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Fact]
    public async Task Payout_ToldOfBeforeItIsReconciled_WaitsAndIsImportedAfterwards()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1), reconciled: false);
        await world.Shop.AnnounceAsync(new PayoutSeen(payout.Id, "payout.paid"), new PayoutSeen(payout.Id, "payout.created"));
        await world.ImportAsync();
        Assert.Equal((PayoutImport.Waiting, false), ((await world.SeeAsync(payout.Id)).Payout.Import, (await world.SeeAsync(payout.Id)).Payout.IsReconciled));
        Assert.Null((await world.RowAsync(payout.BalanceTransactionId!)).PayoutKey);
        Assert.Equal(0, await world.Shop.ReadAsync(db => db.Set<PayoutHint>().CountAsync()));

        world.Stripe[payout.Id] = payout with { Status = "paid", ReconciliationStatus = "completed" };
        await world.Shop.AnnounceAsync(new PayoutSeen(payout.Id, "payout.reconciliation_completed"));
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Hint_OfAPayoutLongAgo_IsFetchedThoughNoListBringsIt()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        world.Stripe[payout.Id] = payout with { Status = "paid" };
        await world.ImportAsync();
        world.Shop.Clock.Advance(TimeSpan.FromDays(40));
        await world.ImportAsync();
        world.Stripe.Fail(payout.Id, world.Shop.Clock.GetUtcNow().UtcDateTime);
        await world.ImportAsync();
        Assert.NotEqual(PayoutStatus.Failed, (await world.SeeAsync(payout.Id)).Payout.Status);
        await world.Shop.AnnounceAsync(new PayoutSeen(payout.Id, "payout.failed"));
        await world.ImportAsync();
        Assert.Equal(PayoutStatus.Failed, (await world.SeeAsync(payout.Id)).Payout.Status);
    }

    [Fact]
    public async Task Payout_FailedAfterPaid_IsCarriedByTheNext()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var failed = world.Stripe.PayOut(Monday.AddHours(1));
        world.Stripe[failed.Id] = failed with { Status = "paid" };
        await world.ImportAsync();
        await world.ExplainedAsync(failed.Id);
        Assert.Equal(failed.AmountPence, await world.BalanceAsync(LedgerAccount.PayoutsInTransit));

        world.Stripe.Fail(failed.Id, Monday.AddDays(2));
        await world.SellAsync(Monday.AddDays(2), PaidOrders.LandSearch);
        var next = world.Stripe.PayOut(Monday.AddDays(3));
        world.Shop.Clock.Advance(TimeSpan.FromDays(3));
        await world.ImportAsync();
        var carried = await world.ExplainedAsync(next.Id);
        Assert.Equal(failed.AmountPence + 10_282 - PayoutWorld.Fee(10_282), next.AmountPence);
        Assert.Equal([failed.Id], carried.CarriedFailed);
        var first = await world.SeeAsync(failed.Id);
        Assert.Equal((PayoutStatus.Failed, next.Id, 0L), (first.Payout.Status, first.CameBackIn, first.UnexplainedPence));
        var proof = await world.ProvedAsync();
        Assert.Equal([next.Id], proof.Transit.Payouts.Select(p => p.PayoutId));
        Assert.Equal(next.AmountPence, await world.BalanceAsync(LedgerAccount.PayoutsInTransit));
        Assert.Equal(0, await world.BalanceAsync(LedgerAccount.StripeClearing));
    }

    [Fact]
    public async Task Payout_FailedAndNotBackInTheBalance_IsNamed()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        world.Stripe[payout.Id] = payout with { Status = "failed" };
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults);
        Assert.Equal((FaultKind.NotComeBack, payout.AmountPence), (fault.Kind, fault.AmountPence));
    }

    [Fact]
    public async Task Payout_Negative_TakesFromTheBank()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var first = world.Stripe.PayOut(Monday.AddHours(1));
        await world.RefundAsync(order, 9_700, Monday.AddDays(1), "re_1");
        var second = world.Stripe.PayOut(Monday.AddDays(1).AddHours(1));
        world.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await world.ImportAsync();
        await world.ExplainedAsync(first.Id);
        await world.ExplainedAsync(second.Id);
        Assert.Equal(-9_700, second.AmountPence);
        Assert.Equal(first.AmountPence - 9_700, await world.BalanceAsync(LedgerAccount.PayoutsInTransit));
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Payout_MadeByHand_IsAnAlarmUntilSomebodySaysWhy()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOutByHand(Monday.AddHours(1), 5_000);
        await world.ImportAsync();
        var view = await world.SeeAsync(payout.Id);
        Assert.Equal((FaultKind.NotItemised, 5_000L, false), (Assert.Single(view.Faults).Kind, view.UnexplainedPence, view.Payout.IsAutomatic));
        var item = await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync());
        Assert.Equal((SuspenseSource.PayoutDifference, payout.Id, 5_000L), (item.Source, item.SourceId, item.AmountPence));
        await world.ProvedAsync();
        await world.ImportAsync();
        Assert.Equal(1, await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().CountAsync()));
    }

    [Fact]
    public async Task Transaction_ListedInASecondPayout_StaysInTheFirstAndTheSecondIsShort()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var first = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        await world.SellAsync(Monday.AddHours(2), PaidOrders.SkipPermit);
        var second = world.Stripe.PayOut(Monday.AddHours(3));
        world.Stripe.Change(world.Stripe.Rows[0].Id, r => r with { PayoutId = second.Id });
        world.Stripe[second.Id] = second with { AmountPence = second.AmountPence + 9_534 };
        await world.ImportAsync();
        await world.ExplainedAsync(first.Id);
        Assert.Contains((await world.SeeAsync(second.Id)).Faults, f => f.Kind == FaultKind.PayoutDiffers && f.AmountPence == 9_534);
    }
}

public sealed class SqlitePayoutLifeTests() : PayoutLifeTests(DatabaseProvider.Sqlite);

public sealed class PostgresPayoutLifeTests() : PayoutLifeTests(DatabaseProvider.Postgres);
