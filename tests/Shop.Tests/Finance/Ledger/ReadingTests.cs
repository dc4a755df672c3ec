using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Export;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Ledger.Opening;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Periods;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

public abstract class ReadingTests(DatabaseProvider provider)
{
    [Fact]
    public async Task TrialBalance_OfPeriods_BringsForwardWhatWasBefore_SealedOrNot()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.PostAsync(
            LedgerShop.Simple("march", new DateOnly(2026, 3, 31), 100), LedgerShop.Simple("year end", new DateOnly(2026, 3, 31), 1000) with { IsYearEndAdjustment = true },
            LedgerShop.Simple("april", new DateOnly(2026, 4, 1), 10000), LedgerShop.Simple("may", new DateOnly(2026, 5, 31), 100000), LedgerShop.Simple("june", new DateOnly(2026, 6, 1), 1000000));
        await CheckAsync();
        await shop.SendAsync(new SealJournals());
        await CheckAsync();

        async Task CheckAsync()
        {
            Assert.Equal((1100, 110000, 0, 111100), await ClearingAsync(new(2026, 1), new(2026, 2)));
            Assert.Equal((100, 1000, 0, 1100), await ClearingAsync(new(2025, 13), new(2025, 13)));
            Assert.Equal((0, 100, 0, 100), await ClearingAsync(null, new(2025, 12)));
            Assert.Equal((0, 1111100, 0, 1111100), await ClearingAsync(null, null));
        }

        async Task<(long, long, long, long)> ClearingAsync(FinancialPeriod? from, FinancialPeriod? to)
        {
            var balance = await shop.SendAsync(new GetTrialBalance(new LedgerFilter(from, to)));
            Assert.True(balance.Balances);
            var row = balance.Rows.Single(r => r.Account == LedgerAccount.StripeClearing);
            return (row.BroughtForwardPence, row.DebitPence, row.CreditPence, row.BalancePence);
        }
    }

    [Fact]
    public async Task Entries_ManyOnOneDay_PageWithoutGapOrRepeat_InBothOrders()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.PostAsync([.. Enumerable.Range(0, 70).Select(i => LedgerShop.Simple($"s{i}", new DateOnly(2026, 10, 1 + i % 2), 100 + i))]);
        foreach (var oldestFirst in new[] { false, true })
        {
            var seen = new List<EntryRow>();
            Guid? after = null;
            do
            {
                var page = await shop.SendAsync(new ListEntries(LedgerFilter.All, oldestFirst, after));
                seen.AddRange(page.Rows);
                Assert.Equal(140, page.Sums.Count);
                after = page.Next;
            }
            while (after is not null);

            Assert.Equal((140, 140), (seen.Count, seen.DistinctBy(r => r.Id).Count()));
            var dates = seen.Select(r => r.FinancialDate).ToList();
            Assert.Equal(oldestFirst ? dates.Order() : dates.OrderDescending(), dates);
        }
    }

    [Fact]
    public async Task Entries_EachFilter_FindsAndAddsUpWhatItSays()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.LandSearch);
        await shop.AnnounceAsync(order, PaidOrders.Of(PaidOrders.SkipPermit));
        await shop.PostAsync(new JournalDraft(
            "payout:txn_1", JournalKind.Payout, new DateOnly(2026, 11, 2), "Payout",
            [LedgerPosting.Debit(LedgerAccount.PayoutsInTransit, 500) with { PayoutId = "po_1" }, LedgerPosting.Credit(LedgerAccount.StripeClearing, 500) with { PayoutId = "po_1", BankLineId = "line 7" }],
            null, null));
        Assert.Equal((4, 10282L, 10282L), await SumsAsync(new LedgerFilter(null, null, Search: order.Reference.ToString().ToLowerInvariant())));
        Assert.Equal((2, 500L, 500L), await SumsAsync(new LedgerFilter(null, null, Search: " po_1 ")));
        Assert.Equal((1, 0L, 500L), await SumsAsync(new LedgerFilter(null, null, Search: "line 7")));
        Assert.Equal((2, 500L, 500L), await SumsAsync(new LedgerFilter(null, null, Search: "payout:txn_1")));
        Assert.Equal((0, 0L, 0L), await SumsAsync(new LedgerFilter(null, null, Search: "nothing like it")));
        Assert.Equal((1, 0L, 6485L), await SumsAsync(new LedgerFilter(null, null, LedgerAccount.Income, "PL730", "91720", "S")));
        Assert.Equal((3, 19982L, 500L), await SumsAsync(new LedgerFilter(null, null, LedgerAccount.StripeClearing)));
        Assert.Equal((2, 500L, 500L), await SumsAsync(new LedgerFilter(new(2026, 8), null)));
        Assert.Equal((6, 19982L, 19982L), await SumsAsync(new LedgerFilter(null, new(2026, 7))));

        async Task<(int, long, long)> SumsAsync(LedgerFilter filter)
        {
            var page = await shop.SendAsync(new ListEntries(filter, false, null));
            Assert.Equal((page.Sums.Count, page.Sums.DebitPence, page.Sums.CreditPence), (page.Rows.Count, page.Rows.Sum(r => r.DebitPence), page.Rows.Sum(r => r.CreditPence)));
            return (page.Sums.Count, page.Sums.DebitPence, page.Sums.CreditPence);
        }
    }

    [Fact]
    public async Task EntriesCsv_TextThatIsAFormula_IsGuarded_AmountsStayNumbers()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await shop.PostAsync(LedgerShop.Simple("s1", new DateOnly(2026, 10, 5), 123456) with { Narrative = "=cmd|'/c calc'!A1" });
        await shop.SendAsync(new SealJournals());
        await using var to = new MemoryStream();
        Assert.Equal(2, await shop.SendAsync(new WriteEntriesCsv(LedgerFilter.All, OldestFirst: true, to)));
        var lines = Encoding.UTF8.GetString(to.ToArray()).Split("\r\n");
        Assert.Equal("1,1,2026-10-05,2026,7,\"Stripe adjustment\",\"'=cmd|'/c calc'!A1\",\"Stripe clearing\",\"\",\"\",\"\",1234.56,,\"\",\"\",\"\",\"s1\"", lines[1]);
        await using var balance = new MemoryStream();
        Assert.Equal(2, await shop.SendAsync(new WriteTrialBalanceCsv(LedgerFilter.All, balance)));
        Assert.Contains("\"Suspense\",\"\",\"\",0.00,0.00,1234.56,-1234.56", Encoding.UTF8.GetString(balance.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_IsShownWithItsLink()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var id = (await shop.PostAsync(LedgerShop.Simple("s1", new DateOnly(2026, 10, 5)) with { By = LedgerShop.Ann, Reason = "why" }))[0];
        await shop.PostAsync(LedgerShop.Simple("s2", new DateOnly(2026, 10, 5)) with { Mirrors = id });
        var before = (await shop.SendAsync(new GetJournal(id)))!;
        Assert.Equal((null, null, "why", 2), (before.Number, before.Hash, before.Reason, before.Entries.Count));
        await shop.SendAsync(new SealJournals());
        var after = (await shop.SendAsync(new GetJournal(id)))!;
        Assert.Equal((1L, 64, true), (after.Number, after.Hash!.Length, after.MirroredById is not null));
        Assert.Null(await shop.SendAsync(new GetJournal(Guid.NewGuid())));
    }
}

public sealed class SqliteReadingTests() : ReadingTests(DatabaseProvider.Sqlite);

public sealed class PostgresReadingTests() : ReadingTests(DatabaseProvider.Postgres);
