using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel.Persistence;

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
    public async Task Import_StripeRefusesTheRest_WhatWasReadIsPostedAllTheSame()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Stripe.PayOut(Monday.AddDays(1));
        var pages = 0;
        world.Stripe.AfterPage = () => { if (++pages > 1) throw new InvalidOperationException("Stripe refused: resource_missing."); };
        await Assert.ThrowsAsync<InvalidOperationException>(world.ImportAsync);
        Assert.Equal(1, await world.Shop.ReadAsync(db => db.Set<Journal>().CountAsync(j => j.Kind == JournalKind.Fee)));

        world.Stripe.AfterPage = null;
        await world.ImportAsync();
        await world.ProvedAsync();
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
        // PostgreSQL keeps no such fractions.
        world.Shop.Clock.Advance(TimeSpan.FromTicks(7));
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
