using Microsoft.EntityFrameworkCore;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Payouts;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance.Ledger;

namespace Shop.Tests.Finance.Payouts;

/// <summary>What is compared once a night without anybody asking: Stripe, orders, days and the whole chain.</summary>
public abstract class NightTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Night_ReconcilesAndChecksTheChain_OnceADay()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        Assert.False(await world.Shop.SendAsync(new ReconcileWhenDue()));
        await world.SellAsync(PayoutWorld.Monday, PaidOrders.SkipPermit);
        await world.ImportAsync();
        await world.Shop.SendAsync(new SealJournals());
        Assert.True(await world.Shop.SendAsync(new ReconcileWhenDue()));
        Assert.False(await world.Shop.SendAsync(new ReconcileWhenDue()));
        var first = (await world.Shop.SendAsync(new VerifyLedger(Last: 1))).LastWhole!;
        Assert.Null(first.Fault);
        // Every day is added up again: a sum that somebody changed does not outlive the night.
        Assert.Equal(1, await world.Shop.ReadAsync(db => db.Set<TakingChange>().Select(c => c.Day).Distinct().CountAsync()));

        await world.Shop.TamperAsync("finance_journal", db => db.Set<Journal>().ExecuteUpdateAsync(s => s.SetProperty(j => j.Narrative, "Something else")));
        Assert.False(await world.Shop.SendAsync(new ReconcileWhenDue()));
        Assert.Null((await world.Shop.SendAsync(new GetFinanceWork())).LedgerFault);
        world.Shop.Clock.Advance(TimeSpan.FromHours(20));
        Assert.True(await world.Shop.SendAsync(new ReconcileWhenDue()));
        Assert.StartsWith("journal 1 (", (await world.Shop.SendAsync(new GetFinanceWork())).LedgerFault, StringComparison.Ordinal);
    }
}

public sealed class SqliteNightTests() : NightTests(DatabaseProvider.Sqlite);

public sealed class PostgresNightTests() : NightTests(DatabaseProvider.Postgres);
