using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Finance.Ledger;
using Shop.Finance.Periods;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Finance.Ledger;

public abstract class JournalTests(DatabaseProvider provider)
{
    private static readonly DateOnly Monday = new(2026, 10, 5);

    [Fact]
    public async Task Post_Balanced_IsWrittenWithItsCodes()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var income = new LedgerPosting(LedgerAccount.Income, 0, 7000, "EN610", "91610", "S", "BCD234XYZ");
        await shop.PostAsync(new JournalDraft(
            "order:BCD234XYZ", JournalKind.OrderPaid, Monday, "Order BCD-234-XYZ paid",
            [LedgerPosting.Debit(LedgerAccount.StripeClearing, 8400), income, new LedgerPosting(LedgerAccount.VatOutput, 0, 1400, VatCode: "S"), LedgerPosting.Debit(LedgerAccount.Bank, 0)],
            LedgerShop.Ann, "because"));
        var journal = Assert.Single(await shop.JournalsAsync());
        Assert.Equal(("order:BCD234XYZ", Monday, 2026, 7, 8400L, "Ann Accountant", "because"), (journal.SourceId, journal.FinancialDate, journal.FinancialYear, journal.Period, journal.TotalPence, journal.By, journal.Reason));
        Assert.Equal(["stripe-clearing Dr 8400", "income EN610 91610 S Cr 7000", "vat-output S Cr 1400"], journal.InWords());
        Assert.Equal("BCD234XYZ", journal.Entries[1].OrderReference);
    }

    [Fact]
    public async Task Post_SameSourceTwice_IsOneJournal()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var ids = await shop.PostAsync(LedgerShop.Simple("fee:txn_1", Monday), LedgerShop.Simple("fee:txn_1", Monday, 5), LedgerShop.Simple("fee:txn_2", Monday));
        var again = await shop.PostAsync(LedgerShop.Simple("fee:txn_1", Monday.AddDays(1), 7));
        Assert.Equal((ids[0], ids[0]), (ids[1], again[0]));
        Assert.Equal([9700L, 9700L], (await shop.JournalsAsync()).Select(j => j.TotalPence));
    }

    [Fact]
    public async Task Post_SameSourceAtOnce_IsOneJournalAndEveryCommandEndsWell()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => shop.PostAsync(LedgerShop.Simple("payout:txn_1", Monday), LedgerShop.Simple($"own:{i}", Monday, 100 + i))));
        Assert.Single(all.Select(ids => ids[0]).Distinct());
        Assert.Equal(13, (await shop.JournalsAsync()).Count);
        Assert.Equal(9700 + Enumerable.Range(100, 12).Sum(), await shop.BalanceAsync(LedgerAccount.StripeClearing));
    }

    [Fact]
    public async Task Post_Faulty_ThrowsAndPostsNothing()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var good = LedgerShop.Simple("x", Monday);
        foreach (var (bad, why) in new[]
        {
            (good with { Postings = [LedgerPosting.Debit(LedgerAccount.Bank, 100), LedgerPosting.Credit(LedgerAccount.Suspense, 99)] }, "does not balance"),
            (good with { Postings = [LedgerPosting.Debit(LedgerAccount.Bank, 0)] }, "moves no money"),
            (good with { Postings = [] }, "moves no money"),
            (good with { Postings = [new LedgerPosting(LedgerAccount.Bank, 5, 5)] }, "not one side"),
            (good with { Postings = [new LedgerPosting(LedgerAccount.Bank, -5, 0), new LedgerPosting(LedgerAccount.Bank, 5, 0)] }, "not one side"),
            (good with { Postings = [LedgerPosting.Debit("petty-cash", 5), LedgerPosting.Credit(LedgerAccount.Bank, 5)] }, "petty-cash"),
            (good with { Postings = [LedgerPosting.Debit(LedgerAccount.Bank, 5), LedgerPosting.Credit(LedgerAccount.Income, 5)] }, "cost centre"),
            (good with { SourceId = "" }, "source id"),
            (good with { Narrative = "" }, "narrative"),
            (good with { FinancialDate = new DateOnly(1999, 1, 1) }, "1999-01-01"),
        })
            Assert.Contains(why, (await Assert.ThrowsAsync<InvalidOperationException>(() => shop.PostAsync(LedgerShop.Simple("before", Monday), bad))).Message, StringComparison.Ordinal);
        Assert.Empty(await shop.JournalsAsync());
    }

    [Fact]
    public async Task Post_OutsideACommand_Throws()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.ReadAsync(async db =>
            await new Journals(db, new PeriodGate(db), new AfterCommit(), new LedgerBell(), shop.Clock, NullLogger<Journals>.Instance).PostAsync(LedgerShop.Simple("x", Monday), default)));
    }

    [Fact]
    public async Task Post_ClosedPeriods_GoesToTheFirstOpenOneAndSaysSo()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.ShutAsync(new FinancialPeriod(2025, 12), new FinancialPeriod(2026, 1));
        await shop.PostAsync(LedgerShop.Simple("march", new DateOnly(2026, 3, 31)), LedgerShop.Simple("may", new DateOnly(2026, 5, 2)), LedgerShop.Simple("february", new DateOnly(2026, 2, 28)));
        var journals = (await shop.JournalsAsync()).ToDictionary(j => j.SourceId);
        var moved = journals["march"];
        Assert.Equal((new DateOnly(2026, 5, 1), new DateOnly(2026, 3, 31), 2026, 2), (moved.FinancialDate, moved.DocumentDate, moved.FinancialYear, moved.Period));
        Assert.Equal("A test (of 31 March 2026; period 12 of 2025-26 (March 2026) is closed)", moved.Narrative);
        Assert.All(moved.Entries, e => Assert.Equal((2026, 2), (e.FinancialYear, e.Period)));
        Assert.Equal((new DateOnly(2026, 5, 2), "A test"), (journals["may"].FinancialDate, journals["may"].Narrative));
        Assert.Equal((2025, 11), (journals["february"].FinancialYear, journals["february"].Period));
    }

    [Fact]
    public async Task Post_YearEndAdjustment_IsPeriod13()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.PostAsync(LedgerShop.Simple("late", new DateOnly(2026, 3, 31)) with { IsYearEndAdjustment = true });
        var journal = Assert.Single(await shop.JournalsAsync());
        Assert.Equal((2025, 13, new DateOnly(2026, 3, 31)), (journal.FinancialYear, journal.Period, journal.FinancialDate));
    }

    [Fact]
    public async Task Ledger_ChangedBySql_IsRefusedByTheDatabase()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.PostAsync(LedgerShop.Simple("x", Monday));
        foreach (var change in new Func<ShopDbContext, Task>[]
        {
            db => db.Set<LedgerEntry>().ExecuteUpdateAsync(s => s.SetProperty(e => e.PayoutId, "po_1")),
            db => db.Set<LedgerEntry>().ExecuteDeleteAsync(),
            db => db.Set<Journal>().ExecuteUpdateAsync(s => s.SetProperty(j => j.Narrative, "other")),
            db => db.Set<Journal>().ExecuteDeleteAsync(),
        })
            Assert.Contains("append only", (await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(async db => { await change(db); return 0; }))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public async Task Entry_NotOneSideBySql_IsRefusedByTheDatabase(long debit, long credit)
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var id = (await shop.PostAsync(LedgerShop.Simple("x", Monday)))[0];
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "finance_ledger_entry" ("Id", "JournalId", "Place", "FinancialDate", "FinancialYear", "Period", "Account", "DebitPence", "CreditPence") VALUES ({Guid.CreateVersion7()}, {id}, 9, {Monday}, 2026, 7, 'bank', {debit}, {credit})""")));
        Assert.Contains("CK_finance_ledger_entry_side", refusal.Message, StringComparison.Ordinal);
    }
}

public sealed class SqliteJournalTests() : JournalTests(DatabaseProvider.Sqlite);

public sealed class PostgresJournalTests() : JournalTests(DatabaseProvider.Postgres);
