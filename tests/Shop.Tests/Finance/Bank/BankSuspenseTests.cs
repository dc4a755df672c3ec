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

/// <summary>What no match explains: put into suspense, cleared, written off or left out, and what the accounts say after each step.</summary>
public abstract class BankSuspenseTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Near_DifferenceToSuspense_IsClearedToACodeAndUndone()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 10000, 5));
        var lines = await ImportAsync(shop, true, "05/10/26,99.65,STRIPE");
        Assert.Equal(new ConfirmMatchResult.Differs(-35), await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1"], "Charge", false)));
        Assert.IsType<ConfirmMatchResult.ReasonMissing>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1"], " ", true)));
        Assert.Empty(await BalancesAsync(shop));
        var match = Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1"], "The bank kept 35p", true)));
        Assert.Equal([("bank", 9965L), ("payouts-in-transit", -10000L), ("suspense", 35L)], await BalancesAsync(shop));
        var item = Assert.Single(await SuspenseAsync(shop));
        Assert.Equal((SuspenseSource.MatchDifference, -35L), (item.Source, item.AmountPence));

        var version = (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version;
        Assert.IsType<ClearSuspenseResult.Cleared>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, [new(LedgerAccount.CardFees, null, null, null, -35)], "Charge of the bank")));
        Assert.Equal([("bank", 9965L), ("card-fees", 35L), ("payouts-in-transit", -10000L)], await BalancesAsync(shop));
        Assert.Equal(UndoMatchResult.DifferenceCleared, await shop.SendAsync(new UndoMatch(Ann, match.MatchId, "Wrong")));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new UndoClearing(Ann, item.Id, "Wrong code")));
        Assert.Equal([("bank", 9965L), ("payouts-in-transit", -10000L), ("suspense", 35L)], await BalancesAsync(shop));
        Assert.Equal(UndoMatchResult.Undone, await shop.SendAsync(new UndoMatch(Ann, match.MatchId, "Wrong")));
        Assert.Empty(await BalancesAsync(shop));
        Assert.Empty(await SuspenseAsync(shop));
    }

    [Fact]
    public async Task UnknownCredit_IsSuspenseAtOnceAndClearedOnceByTwoOfficers()
    {
        await using var shop = await StartAsync(provider);
        await ImportAsync(shop, true, "05/10/26,250.00,HIRE OF HALL 0107");
        var item = Assert.Single(await SuspenseAsync(shop));
        Assert.Equal((SuspenseSource.BankLine, 25000L, "HIRE OF HALL 0107: No payout fits it."), (item.Source, item.AmountPence, item.Why));
        var version = (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version;
        ClearingPart[] parts = [new(LedgerAccount.Income, "ED930", "91930", "E", 20000), new(LedgerAccount.VatOutput, null, null, "S", 5000)];
        Assert.IsType<ClearSuspenseResult.ReasonMissing>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, parts, "")));
        Assert.Equal(new ClearSuspenseResult.DoesNotSum(5000), await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, parts[..1], "Hall")));
        Assert.IsType<ClearSuspenseResult.PartRefused>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, [new(LedgerAccount.Suspense, null, null, null, 25000)], "Hall")));
        Assert.IsType<ClearSuspenseResult.PartRefused>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, [new(LedgerAccount.Income, "ED930", null, "E", 25000)], "Hall")));
        Assert.IsType<ClearSuspenseResult.Changed>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version + 1, parts, "Hall")));
        var results = await Task.WhenAll(new[] { Ann, Ben }.Select(by => shop.SendAsync(new ClearSuspense(by, item.Id, version, parts, "Hall"))));
        Assert.Single(results, r => r is ClearSuspenseResult.Cleared);
        Assert.Equal([("bank", 25000L), ("income", -20000L), ("vat-output", -5000L)], await BalancesAsync(shop));
        Assert.Empty((await MatchingAsync(shop)).Lines);

        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new UndoClearing(Ben, item.Id, null)));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new UndoClearing(Ben, item.Id, "Wrong hall")));
        Assert.Equal(MarkResult.NotOpen, await shop.SendAsync(new UndoClearing(Ben, item.Id, "Wrong hall")));
        Assert.Equal([("bank", 25000L), ("suspense", -25000L)], await BalancesAsync(shop));
        version = (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version;
        Assert.IsType<ClearSuspenseResult.Cleared>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, parts, "Hall")));
        Assert.Equal([("bank", 25000L), ("income", -20000L), ("vat-output", -5000L)], await BalancesAsync(shop));
    }

    /// <summary>Somebody changes a penny in the bank's file, and its balances with it: the payout and the line are both named, and nothing matches them by itself.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Penny_InABankFile_IsNamedByTheLineAndByThePayout(int penny)
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 7606, 5), ("po_2", 4000, 5));
        var lines = await ImportAsync(shop, true, $"05/10/26,76.0{6 + penny},STRIPE", "05/10/26,40.00,STRIPE");
        var matching = await MatchingAsync(shop);
        Assert.Equal("po_2", Assert.Single(Assert.Single(matching.Recent).Payouts));
        Assert.Equal((lines[0], "po_1"), (Assert.Single(matching.Lines).Id, Assert.Single(matching.Payouts).PayoutId));
        Assert.DoesNotContain(matching.Suggestions, s => s.What.DifferencePence == 0);
        Assert.Equal(penny < 0 ? [-1L] : [], matching.Suggestions.Select(s => s.What.DifferencePence));

        shop.Clock.Advance(TimeSpan.FromDays(7));
        await SweepAsync(shop);
        var items = await SuspenseAsync(shop);
        Assert.Contains(items, i => (i.Source, i.SourceId, i.AmountPence) == (SuspenseSource.BankLine, lines[0].ToString(), 7606 + penny));
        if (penny > 0) Assert.Contains(items, i => (i.Source, i.SourceId, i.AmountPence) == (SuspenseSource.MissingPayout, "po_1", 7606));
        Assert.Equal(penny > 0 ? 2 : 1, items.Count);
        Assert.Contains((await shop.SendAsync(new GetClearing(null))).Transit.Payouts, p => (p.PayoutId, p.OutstandingPence) == ("po_1", 7606));
    }

    [Fact]
    public async Task PayoutMissing_AfterThreeWorkingDays_IsAnItemUntilItComesOrFails()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 100, 5), ("po_2", 200, 5));
        shop.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((0, 0, 0), await SweepAsync(shop));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0, 2), await SweepAsync(shop));
        Assert.Equal([("po_1", 100L, 4), ("po_2", 200L, 4)], (await SuspenseAsync(shop)).Select(i => (i.SourceId, i.AmountPence, i.Days)).OrderBy(i => i.SourceId));
        Assert.Empty(await BalancesAsync(shop));

        await FailAsync(shop, "po_2");
        await SweepAsync(shop);
        Assert.Equal("po_1", Assert.Single(await SuspenseAsync(shop)).SourceId);
        var line = Assert.Single(await ImportAsync(shop, true, "09/10/26,1.00,STRIPE"));
        var confirmed = Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, [line], ["po_1"], "Late", false)));
        Assert.Empty(await SuspenseAsync(shop));
        await shop.SendAsync(new UndoMatch(Ann, confirmed.MatchId, "Wrong"));
        Assert.Contains("po_1", (await SuspenseAsync(shop)).Select(i => i.SourceId));
    }

    [Fact]
    public async Task PayoutWrittenOff_IsNotInTransitUntilThatIsUndone()
    {
        await using var shop = await StartAsync(provider);
        await PayoutsAsync(shop, ("po_1", 100, 5));
        await shop.SendAsync(new KeepPayout(PayoutOf("po_euro", 300, 5, "paid") with { Currency = "eur" }));
        shop.Clock.Advance(TimeSpan.FromDays(7));
        await SweepAsync(shop);
        Assert.Equal([("po_1", 100L)], await InTransitAsync());
        var item = Assert.Single(await SuspenseAsync(shop));
        var version = (await shop.SendAsync(new GetSuspenseItem(item.Id)))!.Version;
        Assert.IsType<ClearSuspenseResult.Cleared>(await shop.SendAsync(new ClearSuspense(Ann, item.Id, version, [new(LedgerAccount.WriteOffs, null, null, null, 100)], "The bank lost it")));
        Assert.Empty(await InTransitAsync());
        await shop.SendAsync(new UndoClearing(Ann, item.Id, "It was found"));
        Assert.Equal([("po_1", 100L)], await InTransitAsync());

        async Task<IEnumerable<(string, long)>> InTransitAsync() => (await shop.SendAsync(new GetClearing(null))).Transit.Payouts.Select(p => (p.PayoutId, p.OutstandingPence));
    }

    [Fact]
    public async Task Lines_LeftOutAndTakenIn_ArePostedNowhere()
    {
        await using var shop = await StartAsync(provider);
        var line = Assert.Single(await ImportAsync(shop, true, "05/10/26,850.00,COUNCIL TAX"));
        Assert.Equal([("bank", 85000L), ("suspense", -85000L)], await BalancesAsync(shop));
        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new LeaveOutLines(Ann, [line], "")));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new LeaveOutLines(Ann, [line], "Council tax")));
        Assert.Equal(MarkResult.NotOpen, await shop.SendAsync(new LeaveOutLines(Ann, [line], "Council tax")));
        Assert.Empty(await BalancesAsync(shop));
        Assert.Empty(await SuspenseAsync(shop));
        Assert.Equal((0, 0, 0), await SweepAsync(shop));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new TakeLineIn(Ann, line, "It was ours")));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new SuspendLines(Ann, [line], "Ask the bank")));
        Assert.Equal([("bank", 85000L), ("suspense", -85000L)], await BalancesAsync(shop));
        Assert.Equal(85000L, Assert.Single(await SuspenseAsync(shop)).AmountPence);
    }
}

public sealed class SqliteBankSuspenseTests() : BankSuspenseTests(DatabaseProvider.Sqlite);

public sealed class PostgresBankSuspenseTests() : BankSuspenseTests(DatabaseProvider.Postgres);
