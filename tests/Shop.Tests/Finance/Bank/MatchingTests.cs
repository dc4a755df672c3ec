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

namespace Shop.Tests.Finance.Bank;

/// <summary>From the bank's file to the ledger: what is matched, put into suspense, cleared and undone, and what the accounts say after each step.</summary>
public abstract class MatchingTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");
    private static readonly Actor Ben = new(Guid.CreateVersion7(), "Ben Officer");

    [Fact]
    public async Task Exact_WherePolicySaysSo_IsPostedOnImport()
    {
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
        await PayoutsAsync(shop, ("po_1", 7606, 5), ("po_2", 7606, 5));
        await ImportAsync(shop, true, "05/10/26,76.06,STRIPE");
        Assert.Empty(await BalancesAsync(shop));
    }

    [Fact]
    public async Task Merged_ConfirmedUndoneAndConfirmedAgain_BalancesEachTime()
    {
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
        await PayoutsAsync(shop, ("po_1", -2500, 5));
        await ImportAsync(shop, true, "05/10/26,-25.00,STRIPE");
        Assert.Equal([("bank", -2500L), ("payouts-in-transit", 2500L)], await BalancesAsync(shop));
    }

    [Fact]
    public async Task Split_OnePayoutInTwoLines_PostsEachLine()
    {
        await using var shop = await StartAsync();
        await PayoutsAsync(shop, ("po_1", 10000, 2));
        var lines = await ImportAsync(shop, true, "02/10/26,60.00,STRIPE", "05/10/26,40.00,STRIPE");
        Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(Ann, lines, ["po_1"], null, false)));
        Assert.Equal([("bank", 10000L), ("payouts-in-transit", -10000L)], await BalancesAsync(shop));
        Assert.Equal([(new DateOnly(2026, 10, 2), 6000L), (new DateOnly(2026, 10, 5), 4000L)], await shop.ReadAsync(async db => (await db.Set<Journal>().OrderBy(j => j.FinancialDate).ToListAsync()).Select(j => (j.FinancialDate, j.TotalPence)).ToList()));
    }

    [Fact]
    public async Task SeveralLines_OfSeveralPayoutsTogether_ArePostedInTheOrderOfTimeAndUndone()
    {
        await using var shop = await StartAsync();
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
    public async Task Near_DifferenceToSuspense_IsClearedToACodeAndUndone()
    {
        await using var shop = await StartAsync();
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
    public async Task Choice_ThatCannotBe_ChangesNothing()
    {
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
        await PayoutsAsync(shop, ("po_1", 100, 5), ("po_2", 100, 5));
        var lines = await ImportAsync(shop, false, "05/10/26,1.00,STRIPE", "05/10/26,1.00,STRIPE");
        var results = await Task.WhenAll(lines.Select(l => shop.SendAsync(new ConfirmMatch(Ann, [l], ["po_1"], null, false))));
        Assert.Single(results, r => r is ConfirmMatchResult.Confirmed);
        Assert.Equal([("bank", 100L), ("payouts-in-transit", -100L)], await BalancesAsync(shop));
    }

    [Fact]
    public async Task UnknownCredit_IsSuspenseAtOnceAndClearedOnceByTwoOfficers()
    {
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
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
        await using var shop = await StartAsync();
        await PayoutsAsync(shop, ("po_1", 100, 5));
        await shop.SendAsync(new KeepPayout(Stripe("po_euro", 300, 5, "paid") with { Currency = "eur" }));
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
        await using var shop = await StartAsync();
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

    private Task<TestShop> StartAsync() => TestShop.StartAsync(provider, replace: services => services.AddScoped<IRequestHandler<KeepPayout, Unit>, KeepPayoutHandler>());

    private static async Task PayoutsAsync(TestShop shop, params (string Id, long Pence, int Day)[] payouts)
    {
        foreach (var (id, pence, day) in payouts) await shop.SendAsync(new KeepPayout(Stripe(id, pence, day, "paid")));
    }

    private static Task<MediatR.Unit> FailAsync(TestShop shop, string id) => shop.SendAsync(new KeepPayout(Stripe(id, 0, 5, "failed")));

    private static StripePayout Stripe(string id, long pence, int day, string status) => new(
        id, pence, "gbp", status, true, "completed", new DateTime(2026, 10, day, 0, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 10, day), null, null, null, null, null, null, null, null, false);

    /// <summary>The lines' ids in the order of the file.</summary>
    private static async Task<IReadOnlyList<Guid>> ImportAsync(TestShop shop, bool exact, params string[] lines)
    {
        await BankImportTests.LayOutAsync(shop, await BankImportTests.AddAsync(shop, exact: exact), BankImportTests.Csv(lines));
        return await shop.ReadAsync(db => db.Set<BankLine>().OrderBy(l => l.Row).Select(l => l.Id).ToListAsync());
    }

    private static async Task<(int Matched, int Suspended, int Missing)> SweepAsync(TestShop shop)
    {
        var result = await shop.SendAsync(new SweepBank());
        return (result.Matched, result.Suspended, result.Missing);
    }

    private static Task<MatchingView> MatchingAsync(TestShop shop) => shop.SendAsync(new GetMatching([], [], null));

    private static async Task<IReadOnlyList<SuspenseRow>> SuspenseAsync(TestShop shop) => (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows;

    /// <summary>Debits less credits of each account that is not nought.</summary>
    private static Task<List<(string Account, long Pence)>> BalancesAsync(TestShop shop) => shop.ReadAsync(async db =>
        (await db.Set<LedgerEntry>().ToListAsync()).GroupBy(e => e.Account).Select(g => (g.Key, g.Sum(e => e.DebitPence - e.CreditPence))).Where(b => b.Item2 != 0).OrderBy(b => b.Key, StringComparer.Ordinal).ToList());

    private static Task<List<(string?, long)>> TransitAsync(TestShop shop) => shop.ReadAsync(async db =>
        (await db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.PayoutsInTransit).ToListAsync()).GroupBy(e => e.PayoutId).Select(g => (g.Key, g.Sum(e => e.DebitPence - e.CreditPence))).OrderBy(b => b.Key, StringComparer.Ordinal).ToList());

    private sealed record KeepPayout(StripePayout Stripe) : ICommand<Unit>;

    private sealed class KeepPayoutHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<KeepPayout, Unit>
    {
        public async Task<Unit> Handle(KeepPayout request, CancellationToken cancellationToken)
        {
            if (await db.Set<Payout>().SingleOrDefaultAsync(p => p.PayoutId == request.Stripe.Id, cancellationToken) is { } known) known.Refresh(request.Stripe, clock.GetUtcNow().UtcDateTime);
            else db.Add(new Payout(request.Stripe, clock.GetUtcNow().UtcDateTime));
            return Unit.Value;
        }
    }
}

public sealed class SqliteMatchingTests() : MatchingTests(DatabaseProvider.Sqlite);

public sealed class PostgresMatchingTests() : MatchingTests(DatabaseProvider.Postgres);
