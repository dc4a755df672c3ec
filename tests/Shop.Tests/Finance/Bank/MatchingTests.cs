using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;
using static Shop.Tests.Finance.Bank.MatchingShop;

namespace Shop.Tests.Finance.Bank;

/// <summary>From the bank's file to the ledger: what is matched and undone, and what the accounts say after each step.</summary>
public abstract class MatchingTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Exact_WherePolicySaysSo_IsPostedOnImport()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 7606, 5));
        await ImportAsync(shop, true, "05/10/26,76.06,STRIPE");
        Assert.Equal([("bank", 7606L), ("payouts-in-transit", -7606L)], await BalancesAsync(shop));
        var match = Assert.Single((await MatchingAsync(shop)).Recent);
        Assert.Equal((null, SuggestionKind.Exact, "po_1"), (match.By, match.Kind, Assert.Single(match.Payouts)));
        var entry = await shop.ReadAsync(db => db.Set<LedgerEntry>().SingleAsync(e => e.Account == LedgerAccount.PayoutsInTransit));
        Assert.Equal(("po_1", match.Lines[0].ToString()), (entry.PayoutId, entry.BankLineId));
        var source = await shop.ReadAsync(db => db.Set<Journal>().Select(j => new { j.SourceId, j.FinancialDate }).SingleAsync());
        Assert.Equal(($"bank:{match.Lines[0]}", new DateOnly(2026, 10, 5)), (source.SourceId, source.FinancialDate));
        Assert.Equal((0, 0, 0), await SweepAsync(shop));
    }

    [Fact]
    public async Task Exact_UndoneByAPerson_IsNotMatchedByThePolicyAgain()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 7606, 5));
        await ImportAsync(shop, true, "05/10/26,76.06,STRIPE");
        Assert.Equal(UndoMatchResult.Undone, await shop.SendAsync(new UndoMatch(Ben, Assert.Single((await MatchingAsync(shop)).Recent).Id, "Not this payout")));
        Assert.Equal((0, 0, 0), await SweepAsync(shop));
        Assert.Empty(await BalancesAsync(shop));
        Assert.Single((await MatchingAsync(shop)).Suggestions);
    }

    [Fact]
    public async Task Exact_WherePolicySaysNo_WaitsForAPersonThenGoesToSuspense()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 7606, 5));
        await ImportAsync(shop, false, "05/10/26,76.06,STRIPE");
        Assert.Empty(await BalancesAsync(shop));
        Assert.Single((await MatchingAsync(shop)).Suggestions);
        shop.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal((0, 1, 0), await SweepAsync(shop));
        Assert.Equal([("bank", 7606L), ("suspense", -7606L)], await BalancesAsync(shop));
        Assert.Equal((7606L, new DateOnly(2026, 10, 5), 4), Assert.Single((await SuspenseAsync(shop)).Select(i => (i.AmountPence, i.Since, i.Days))));

        // Still to be matched, out of suspense.
        var suggestion = Assert.Single((await MatchingAsync(shop)).Suggestions).What;
        Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, suggestion.Lines, suggestion.Payouts, null, false, suggestion.Kind)));
        Assert.Equal([("bank", 7606L), ("payouts-in-transit", -7606L)], await BalancesAsync(shop));
        Assert.Empty(await SuspenseAsync(shop));
    }

    [Fact]
    public async Task TwoPayoutsOfOneAmount_PolicyOrNot_WaitForAPerson()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 7606, 5), ("po_2", 7606, 5));
        await ImportAsync(shop, true, "05/10/26,76.06,STRIPE");
        Assert.Empty(await BalancesAsync(shop));
    }

    [Fact]
    public async Task Merged_ConfirmedUndoneAndConfirmedAgain_BalancesEachTime()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 4000, 2), ("po_2", 7000, 5), ("po_3", -1000, 5));
        var line = Assert.Single(await ImportAsync(shop, true, "05/10/26,100.00,STRIPE"));
        for (var round = 0; round < 2; round++)
        {
            var suggestion = Assert.Single((await MatchingAsync(shop)).Suggestions).What;
            Assert.Equal((SuggestionKind.Merged, 3), (suggestion.Kind, suggestion.Payouts.Count));
            var confirmed = Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, suggestion.Lines, suggestion.Payouts, null, false)));
            Assert.Equal([("bank", 10000L), ("payouts-in-transit", -10000L)], await BalancesAsync(shop));
            Assert.Equal([("po_1", -4000L), ("po_2", -7000L), ("po_3", 1000L)], await TransitAsync(shop));
            Assert.Equal(UndoMatchResult.ReasonMissing, await shop.SendAsync(new UndoMatch(Ben, confirmed.MatchId, " ")));
            Assert.Equal(UndoMatchResult.Undone, await shop.SendAsync(new UndoMatch(Ben, confirmed.MatchId, "Wrong payouts")));
            Assert.Equal(UndoMatchResult.NotLive, await shop.SendAsync(new UndoMatch(Ben, confirmed.MatchId, "Wrong payouts")));
            Assert.Empty(await BalancesAsync(shop));
        }

        Assert.Equal(["bank:" + line, $"bank:{line}:2", $"bank:{line}:2:undone", $"bank:{line}:undone"], (await shop.ReadAsync(db => db.Set<Journal>().Select(j => j.SourceId).ToListAsync())).Order(StringComparer.Ordinal));
        var audit = (await shop.SendAsync(new ListAudit(null))).Rows[0];
        Assert.Equal(("Ben Officer", "undid a match of bank lines", "£100.00 on the bank with po_1, po_2, po_3", "Wrong payouts"), (audit.Who, audit.What, audit.Subject, audit.Reason));
    }

    [Fact]
    public async Task NegativePayout_AsDebit_ReversesTheSides()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", -2500, 5));
        await ImportAsync(shop, true, "05/10/26,-25.00,STRIPE");
        Assert.Equal([("bank", -2500L), ("payouts-in-transit", 2500L)], await BalancesAsync(shop));
    }

    [Fact]
    public async Task Split_OnePayoutInTwoLines_PostsEachLine()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 10000, 2));
        var lines = await ImportAsync(shop, true, "02/10/26,60.00,STRIPE", "05/10/26,40.00,STRIPE");
        Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1"], null, false)));
        Assert.Equal([("bank", 10000L), ("payouts-in-transit", -10000L)], await BalancesAsync(shop));
        Assert.Equal([(new DateOnly(2026, 10, 2), 6000L), (new DateOnly(2026, 10, 5), 4000L)], await shop.ReadAsync(async db => (await db.Set<Journal>().OrderBy(j => j.FinancialDate).ToListAsync()).Select(j => (j.FinancialDate, j.TotalPence)).ToList()));
    }

    [Fact]
    public async Task SeveralLines_OfSeveralPayoutsTogether_ArePostedInTheOrderOfTimeAndUndone()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 4000, 1), ("po_2", 7000, 2), ("po_3", 1000, 2));
        var lines = await ImportAsync(shop, false, "05/10/26,50.00,STRIPE", "05/10/26,70.00,STRIPE");
        var confirmed = Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_3", "po_2", "po_1"], null, false)));
        Assert.Equal([("bank", 12_000L), ("payouts-in-transit", -12_000L)], await BalancesAsync(shop));
        Assert.Equal([("po_1", -4000L), ("po_2", -7000L), ("po_3", -1000L)], await TransitAsync(shop));
        var first = await shop.ReadAsync(db => db.Set<LedgerEntry>().Where(e => e.BankLineId == lines[0].ToString() && e.Account == LedgerAccount.PayoutsInTransit).OrderBy(e => e.Place).ToListAsync());
        Assert.Equal([("po_1", 4000L), ("po_2", 1000L)], first.Select(e => (e.PayoutId!, e.CreditPence)));
        Assert.Equal(UndoMatchResult.Undone, await shop.SendAsync(new UndoMatch(Ann, confirmed.MatchId, "Wrong")));
        Assert.Empty(await BalancesAsync(shop));
    }

    [Fact]
    public async Task Choice_ThatCannotBe_ChangesNothing()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 100, 5), ("po_2", 200, 5), ("po_3", 350, 5), ("po_minus", -50, 5), ("po_failed", 300, 5));
        await FailAsync(shop, "po_failed");
        var lines = await ImportAsync(shop, false, "05/10/26,1.00,STRIPE", "05/10/26,2.00,STRIPE");
        Assert.IsType<ConfirmMatchResult.NothingChosen>(await shop.SendAsync(new ConfirmMatch(Ann, [], ["po_1"], "x", false)));
        Assert.IsType<ConfirmMatchResult.NothingChosen>(await shop.SendAsync(new ConfirmMatch(Ann, [lines[0]], [], "x", true)));
        Assert.IsType<ConfirmMatchResult.ManyToMany>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1", "po_3"], "x", true)));
        Assert.IsType<ConfirmMatchResult.ManyToMany>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_3", "po_minus"], "x", true)));
        Assert.IsType<ConfirmMatchResult.NotOpen>(await shop.SendAsync(new ConfirmMatch(Ann, [lines[0]], ["po_failed"], "x", true)));
        Assert.IsType<ConfirmMatchResult.NotOpen>(await shop.SendAsync(new ConfirmMatch(Ann, [Guid.NewGuid()], ["po_1"], "x", true)));
        Assert.IsType<ConfirmMatchResult.Differs>(await shop.SendAsync(new ConfirmMatch(Ann, lines, [], "x", true)));
        Assert.Empty(await BalancesAsync(shop));
    }

    [Fact]
    public async Task Confirm_TwoOfficersAtOnce_OneDoesIt()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 100, 5), ("po_2", 100, 5));
        var lines = await ImportAsync(shop, false, "05/10/26,1.00,STRIPE", "05/10/26,1.00,STRIPE");
        var results = await Task.WhenAll(lines.Select(l => shop.SendAsync(new ConfirmMatch(Ann, [l], ["po_1"], null, false))));
        Assert.Single(results, r => r is ConfirmMatchResult.Confirmed);
        Assert.Equal([("bank", 100L), ("payouts-in-transit", -100L)], await BalancesAsync(shop));
    }
}

public sealed class SqliteMatchingTests() : MatchingTests(DatabaseProvider.Sqlite);

public sealed class PostgresMatchingTests() : MatchingTests(DatabaseProvider.Postgres);
