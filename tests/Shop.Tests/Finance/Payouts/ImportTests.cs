using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Tests.Finance.Payouts;

/// <summary>Stripe's balance and payouts come in once, in any order, through stops and at once from several sides (S9 55 to 61).</summary>
public abstract class ImportTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Fact]
    public async Task Payout_Of250WhileOthersAreAdded_IsWhole()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        for (var i = 0; i < 250; i++) world.Stripe.Charge($"ch_{i}", null, 1_000 + i, 35, Monday.AddMinutes(i));
        var payout = world.Stripe.PayOut(Monday.AddDays(1));
        var added = 0;
        world.Stripe.AfterPage = () => world.Stripe.Charge($"ch_new_{++added}", null, 500, 28, Monday.AddDays(1).AddSeconds(added));
        await world.ImportAsync();
        world.Stripe.AfterPage = null;
        var view = await world.SeeAsync(payout.Id);
        Assert.Equal((250, payout.AmountPence, 251), (view.Kinds.Sum(k => k.Count), view.CarriedPence, view.Payout.Transactions));
        Assert.DoesNotContain(view.Faults, f => f.Kind is FaultKind.PayoutDiffers or FaultKind.OwnRowMissing);
        Assert.Equal(100, view.Transactions.Count);
        Assert.NotNull(view.Next);

        await world.ImportAsync();
        var rows = await world.RowsAsync();
        Assert.Equal(world.Stripe.Rows.Select(r => r.Id).Order(StringComparer.Ordinal), rows.Select(r => r.TransactionId));
        Assert.True(added >= 3, "Nothing was added while paging.");
        Assert.Equal(added, rows.Count(r => r.PayoutKey is null));
    }

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
    public async Task Day_WithoutAnyMovement_IsProvedAndAddsNothing()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        Assert.True(await world.ImportAsync());
        var proof = await world.ProvedAsync();
        Assert.Equal((0, 0), (proof.Days.Count, proof.Transit.Payouts.Count));
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Shop.Clock.Advance(TimeSpan.FromDays(4));
        await world.ImportAsync();
        await world.ImportAsync();
        proof = await world.ProvedAsync();
        Assert.Equal((1, 9_534L), (proof.Days.Count, proof.Days[0].StripeBalancePence));
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

    [Theory]
    [InlineData("platform_surprise")]
    [InlineData("")]
    [InlineData("topup")]
    [InlineData("other_adjustment")]
    public async Task Transaction_OfACategoryNobodyExplained_IsAnItemAndInSuspense(string category)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var odd = world.Stripe.Add(Monday, "adjustment", category, 1_234, 0, null, r => r with { Description = "A present" });
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults);
        Assert.Equal((FaultKind.Unknown, odd.Id, 1_234L), (fault.Kind, fault.TransactionId, fault.AmountPence));
        Assert.Contains("A present", fault.Why, StringComparison.Ordinal);
        var item = await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync());
        Assert.Equal((SuspenseSource.StripeTransaction, odd.Id, 1_234L), (item.Source, item.SourceId, item.AmountPence));
        Assert.Equal(-1_234, await world.BalanceAsync(LedgerAccount.Suspense));
        await world.ProvedAsync();
        Assert.Equal(1_234, Assert.Single((await world.Shop.SendAsync(new ListPayouts(new PayoutFilter(PayoutShow.Unexplained), null))).Rows).UnexplainedPence);
    }

    [Fact]
    public async Task Transaction_ClearedInSuspense_IsExplained()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Stripe.Add(Monday, "adjustment", "other_adjustment", 1_234, 0, null);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Equal(1_234, (await world.SeeAsync(payout.Id)).UnexplainedPence);
        await world.Shop.ReadAsync(async db =>
        {
            (await db.Set<SuspenseItem>().SingleAsync()).Clear(null, "Stripe gave a month's fees back.", Monday.AddDays(1));
            return await db.SaveChangesAsync();
        });
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
    }

    [Theory]
    [InlineData("euros")]
    [InlineData("converted")]
    [InlineData("mode")]
    public async Task Transaction_NotTheCouncilsPounds_IsAnItem(string what)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        var odd = world.Stripe.Add(Monday, "charge", "charge", 700, 0, "ch_odd", r => r with
        {
            ChargeId = "ch_odd",
            Currency = what == "euros" ? "eur" : "gbp",
            IsConverted = what == "converted",
            IsWrongMode = what == "mode",
            PayoutId = payout.Id,
        });
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults, f => f.TransactionId == odd.Id && f.Kind == FaultKind.Foreign);
        Assert.Equal(700, fault.AmountPence);
        Assert.Equal(odd.Id, (await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync(i => i.Source == SuspenseSource.StripeTransaction))).SourceId);
    }

    [Fact]
    public async Task Import_ManyTimesAtOnce_WritesEverythingOnce()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        for (var i = 0; i < 30; i++) await world.SellAsync(Monday.AddMinutes(i), PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(world.ImportAsync)));
        await world.ImportAsync();
        Assert.Equal(31, (await world.RowsAsync()).Count);
        await world.ExplainedAsync(payout.Id);
        Assert.Equal(30 * PayoutWorld.Fee(9_700), await world.BalanceAsync(LedgerAccount.CardFees));
        Assert.Equal(61, await world.Shop.ReadAsync(db => db.Set<Journal>().CountAsync()));
        await world.ProvedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(24)]
    [InlineData(27)]
    public async Task Import_StoppedAnywhere_GoesOnWhereItStopped(int pages)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        for (var i = 0; i < 2_350; i++) world.Stripe.Charge($"ch_{i}", null, 1_000, 0, Monday.AddDays(-3).AddSeconds(i));
        var payout = world.Stripe.PayOut(Monday.AddDays(-2));
        world.Stripe.StopsAfterPages = pages;
        Assert.False(await world.ImportAsync());
        world.Stripe.StopsAfterPages = null;
        Assert.True(await world.ImportAsync());
        var view = await world.SeeAsync(payout.Id);
        Assert.Equal((2_351, PayoutImport.Done, payout.AmountPence), (view.Payout.Transactions, view.Payout.Import, view.CarriedPence));
        Assert.Equal(2_351, (await world.RowsAsync()).Count);
        // All is read once by its payout and once as a whole; a stop repeats less than a batch of ten pages.
        Assert.InRange(world.Stripe.Pages, 48, 48 + 10);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Import_ShopsClockIsOff_MissesNothing(int minutes)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        for (var hour = 0; hour < 8; hour++)
        {
            var stripesNow = world.Shop.Clock.GetUtcNow().UtcDateTime.AddMinutes(minutes);
            for (var i = 0; i < 3; i++) world.Stripe.Charge($"ch_{hour}_{i}", null, 1_000, 35, stripesNow.AddMinutes(-7 * i));
            await world.ImportAsync();
            world.Shop.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(24, (await world.RowsAsync()).Count);
    }

    [Theory]
    [InlineData("2026-03-28T23:59:59Z", "2026-03-28")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29")]
    [InlineData("2026-03-31T22:59:59Z", "2026-03-31")]
    [InlineData("2026-03-31T23:00:00Z", "2026-04-01")]
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T23:30:00Z", "2026-10-25")]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-31")]
    public async Task Transaction_NearMidnight_CountsForItsLondonDayOnBothSides(string utc, string day)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var at = DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        await world.SellAsync(at, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(at.AddDays(2));
        await world.ImportAsync();
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), (await world.RowAsync(world.Stripe.Rows[0].Id)).FinancialDate);
        await world.ExplainedAsync(payout.Id);
        var proof = await world.ProvedAsync();
        Assert.Equal(9_700 - PayoutWorld.Fee(9_700), proof.Days.Single(d => d.Day == DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).LedgerPence);
    }

    [Fact]
    public async Task Transaction_BeforeItsOrderIsKnown_FindsItLater()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, PaidOrders.SkipPermit);
        world.AtStripe(order);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Contains((await world.SeeAsync(payout.Id)).Faults, f => f.Kind == FaultKind.NoPayment);
        await world.HearAsync(order);
        await world.ImportAsync();
        var view = await world.ExplainedAsync(payout.Id);
        Assert.Equal(order.Reference.Value, Assert.Single(view.Transactions).Reference);
    }

    [Fact]
    public async Task Charge_SecondOnTheSameOrder_IsNotTheOrdersPayment()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var twice = world.Stripe.Charge("ch_twice", order.Reference.Value, 9_700, 166, Monday.AddMinutes(1));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var faults = (await world.SeeAsync(payout.Id)).Faults;
        Assert.Contains(faults, f => f.Kind == FaultKind.NoPayment && f.TransactionId == twice.Id && f.AmountPence == 9_534);
        Assert.DoesNotContain(faults, f => f.Kind == FaultKind.OrderDiffers);
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

    [Theory]
    [InlineData("UPDATE finance_balance_transaction SET \"AmountPence\" = \"AmountPence\" + 1")]
    [InlineData("UPDATE finance_balance_transaction SET \"FeePence\" = 0")]
    [InlineData("DELETE FROM finance_balance_transaction")]
    [InlineData("UPDATE finance_payout SET \"AmountPence\" = 1")]
    public async Task Rows_ChangedBySql_AreRefused(string sql)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    [Fact]
    public async Task Import_StripeDown_SaysSoAndStillPostsWhatIsHere()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        world.Stripe.IsDown = true;
        Assert.False(await world.ImportAsync());
        world.Stripe.IsDown = false;
        Assert.True(await world.ImportAsync());
    }
}

public sealed class SqliteImportTests() : ImportTests(DatabaseProvider.Sqlite);

public sealed class PostgresImportTests() : ImportTests(DatabaseProvider.Postgres);
