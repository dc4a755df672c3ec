using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Ledger;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance.Payouts;

namespace Shop.Tests.Finance.Bank;

/// <summary>A payout may fail days after it was paid and matched: the bank takes the money back.</summary>
public abstract class ReturnedPayoutTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Fact]
    public async Task Payout_FailedAfterItWasMatched_IsOutstandingUntilTheBankTookItBack()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var payout = await PaidAndMatchedAsync(world);
        Assert.Empty((await world.ProvedAsync()).Transit.Payouts);

        world.Stripe.Fail(payout.Id, world.Shop.Clock.GetUtcNow().UtcDateTime);
        await world.ImportAsync();
        var row = Assert.Single((await world.ProvedAsync()).Transit.Payouts);
        Assert.Equal((payout.Id, -payout.Pence, -payout.Pence), (row.PayoutId, row.OutstandingPence, await world.BalanceAsync(LedgerAccount.PayoutsInTransit)));

        await BankImportTests.ImportAsync(world.Shop, payout.Account, BankImportTests.Csv(FormattableString.Invariant($"08/10/26,-{payout.Pence / 100m:0.00},RETURNED STRIPE")));
        Assert.Equal(UndoMatchResult.Undone, await world.Shop.SendAsync(new UndoMatch(Ann, payout.Match, "The payout failed")));
        var lines = (await world.Shop.SendAsync(new GetMatching([], [], null))).Lines;
        Assert.Equal([payout.Pence, -payout.Pence], lines.Select(l => l.AmountPence));
        Assert.IsType<ConfirmMatchResult.Confirmed>(await world.Shop.SendAsync(new ConfirmMatch(Ann, [.. lines.Select(l => l.Id)], [], "Came and was sent back", false)));
        Assert.Empty((await world.ProvedAsync()).Transit.Payouts);
        Assert.Equal((0L, 0L, 0L), (await world.BalanceAsync(LedgerAccount.Bank), await world.BalanceAsync(LedgerAccount.PayoutsInTransit), await world.BalanceAsync(LedgerAccount.Suspense)));
        Assert.Equal(payout.Pence, await world.BalanceAsync(LedgerAccount.StripeClearing));
    }

    private static async Task<(string Id, long Pence, Guid Account, Guid Match)> PaidAndMatchedAsync(PayoutWorld world)
    {
        await world.SellAsync(PayoutWorld.Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(PayoutWorld.Monday.AddHours(1));
        world.Stripe[payout.Id] = payout with { Status = "paid" };
        world.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await world.ImportAsync();
        var account = await BankImportTests.AddAsync(world.Shop, exact: true);
        await BankImportTests.LayOutAsync(world.Shop, account, BankImportTests.Csv(FormattableString.Invariant($"{payout.ArrivalDate:dd/MM/yy},{payout.AmountPence / 100m:0.00},STRIPE")));
        return (payout.Id, payout.AmountPence, account, Assert.Single((await world.Shop.SendAsync(new GetMatching([], [], null))).Recent).Id);
    }
}

public sealed class SqliteReturnedPayoutTests() : ReturnedPayoutTests(DatabaseProvider.Sqlite);

public sealed class PostgresReturnedPayoutTests() : ReturnedPayoutTests(DatabaseProvider.Postgres);
