using Microsoft.EntityFrameworkCore;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

public abstract class ChainTests(DatabaseProvider provider)
{
    private static readonly DateOnly Monday = new(2026, 10, 5);

    [Fact]
    public async Task Seal_PostedJournals_AreChainedInOrder()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await PostAsync(shop, 3);
        var before = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((0, 3, true), (before.Sealed, before.WaitingCount, before.Holds));
        Assert.Equal(["source 1", "source 2", "source 3"], before.Waiting.Select(w => w.SourceId));

        Assert.Equal(3, await shop.SendAsync(new SealJournals()));
        Assert.Equal(0, await shop.SendAsync(new SealJournals()));
        await PostAsync(shop, 2, 4);
        await shop.SendAsync(new SealJournals());
        var seals = await shop.ReadAsync(db => db.Set<JournalSeal>().AsNoTracking().OrderBy(s => s.Number).ToListAsync());
        Assert.Equal([1L, 2, 3, 4, 5], seals.Select(s => s.Number));
        Assert.Equal(seals.Select(s => s.Hash).SkipLast(1).Prepend(JournalSeal.Genesis), seals.Select(s => s.PreviousHash));
        var after = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((5L, 5L, true, seals[^1].Hash, 0), (after.Checked, after.Sealed, after.Holds, after.Head, after.WaitingCount));
        Assert.True((await shop.SendAsync(new VerifyLedger(Last: 2))).Holds);
    }

    [Fact]
    public async Task Seal_ManySealersAtOnce_MakeOneChain()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await shop.PostAsync(LedgerShop.Simple($"source {i}", Monday, 100 + i));
            await shop.SendAsync(new SealJournals());
        }));
        await shop.SendAsync(new SealJournals());
        var verdict = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((8L, true, 0), (verdict.Sealed, verdict.Holds, verdict.WaitingCount));
    }

    [Fact]
    public async Task Verify_APennyChangedBySql_NamesTheJournal()
    {
        await using var shop = await SealedAsync(4);
        await shop.TamperAsync("finance_ledger_entry", db => db.Set<LedgerEntry>().Where(e => e.JournalId == Id(db, "source 3") && e.DebitPence > 0)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.DebitPence, e => e.DebitPence + 1)));
        var verdict = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((3L, "source 3"), (verdict.Broken!.Number, verdict.Broken.SourceId));
        Assert.Contains("not what was sealed", verdict.Broken.What, StringComparison.Ordinal);
        Assert.Equal([LedgerAccount.StripeClearing], verdict.BalancesDiffer);
        Assert.False(verdict.Holds);
    }

    [Fact]
    public async Task Verify_AJournalsWordsOrDateChanged_NamesTheJournal()
    {
        foreach (var change in new Func<IQueryable<Journal>, Task<int>>[]
        {
            j => j.ExecuteUpdateAsync(s => s.SetProperty(x => x.Narrative, "Something else")),
            j => j.ExecuteUpdateAsync(s => s.SetProperty(x => x.FinancialDate, Monday.AddDays(1))),
            j => j.ExecuteUpdateAsync(s => s.SetProperty(x => x.By, "Somebody")),
            j => j.ExecuteUpdateAsync(s => s.SetProperty(x => x.SourceId, "source 2b")),
        })
        {
            await using var shop = await SealedAsync(3);
            await shop.TamperAsync("finance_journal", db => change(db.Set<Journal>().Where(j => j.SourceId == "source 2")));
            Assert.Equal(2, (await shop.SendAsync(new VerifyLedger())).Broken!.Number);
        }
    }

    [Fact]
    public async Task Verify_AnEntryOrAJournalDeleted_NamesTheRow()
    {
        await using var shop = await SealedAsync(4);
        await shop.TamperAsync("finance_ledger_entry", db => db.Set<LedgerEntry>().Where(e => e.JournalId == Id(db, "source 2")).ExecuteDeleteAsync());
        Assert.Equal((2L, "source 2"), Named(await shop.SendAsync(new VerifyLedger())));
        await shop.TamperAsync("finance_journal", db => db.Set<Journal>().Where(j => j.SourceId == "source 2").ExecuteDeleteAsync());
        var verdict = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((2L, null), Named(verdict));
        Assert.Contains("gone", verdict.Broken!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TwoJournalsSwapped_NamesTheFirst()
    {
        await using var shop = await SealedAsync(4);
        await shop.TamperAsync("finance_journal_seal", async db =>
        {
            var (second, third) = (Id(db, "source 2"), Id(db, "source 3"));
            await db.Set<JournalSeal>().Where(s => s.JournalId == second).ExecuteUpdateAsync(s => s.SetProperty(x => x.JournalId, Guid.Empty));
            await db.Set<JournalSeal>().Where(s => s.JournalId == third).ExecuteUpdateAsync(s => s.SetProperty(x => x.JournalId, second));
            await db.Set<JournalSeal>().Where(s => s.JournalId == Guid.Empty).ExecuteUpdateAsync(s => s.SetProperty(x => x.JournalId, third));
        });
        Assert.Equal((2L, "source 3"), Named(await shop.SendAsync(new VerifyLedger())));
    }

    [Fact]
    public async Task Verify_ALinkCutOut_IsNamed_TheEndCutOff_ShowsItsJournals()
    {
        await using var shop = await SealedAsync(4);
        await shop.TamperAsync("finance_journal_seal", db => db.Set<JournalSeal>().Where(s => s.Number == 4).ExecuteDeleteAsync());
        var cutOff = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((null, false, "source 4"), (cutOff.Broken, cutOff.Holds, Assert.Single(cutOff.Foreign).SourceId));
        await shop.TamperAsync("finance_journal_seal", db => db.Set<JournalSeal>().Where(s => s.Number == 2).ExecuteDeleteAsync());
        var cutOut = (await shop.SendAsync(new VerifyLedger())).Broken!;
        Assert.Equal((2L, "link 2 is missing from the chain"), (cutOut.Number, cutOut.What));
    }

    [Fact]
    public async Task Verify_ABalanceChanged_NamesTheAccount()
    {
        await using var shop = await SealedAsync(2);
        await shop.ReadAsync(db => db.Set<DailyBalance>().Where(b => b.Account == LedgerAccount.Suspense).ExecuteUpdateAsync(s => s.SetProperty(b => b.CreditPence, 1)));
        Assert.Equal([LedgerAccount.Suspense], (await shop.SendAsync(new VerifyLedger())).BalancesDiffer);
    }

    [Fact]
    public async Task Check_OfTheWholeChain_IsKept_AndAFaultIsOnTheStartPage()
    {
        await using var shop = await SealedAsync(3);
        Assert.Null((await shop.SendAsync(new VerifyLedger())).LastWhole);
        await shop.SendAsync(new CheckChain());
        Assert.Equal(new WholeCheck(shop.Clock.UtcNow().WholeMilliseconds(), null), (await shop.SendAsync(new VerifyLedger(Last: 1))).LastWhole);
        Assert.Null((await shop.SendAsync(new GetFinanceWork())).LedgerFault);

        await shop.TamperAsync("finance_journal", db => db.Set<Journal>().Where(j => j.SourceId == "source 2").ExecuteUpdateAsync(s => s.SetProperty(x => x.By, "Somebody")));
        await shop.SendAsync(new CheckChain());
        Assert.Equal("journal 2 (source 2): its journal, or an entry of it, is not what was sealed", (await shop.SendAsync(new GetFinanceWork())).LedgerFault);
        Assert.Contains("append only", (await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Set<ChainCheck>().ExecuteDeleteAsync()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TheEndCutOffWithItsJournals_IsSeenByTheLastCheck()
    {
        await using var shop = await SealedAsync(4);
        await shop.SendAsync(new CheckChain());
        await PostAsync(shop, 1, 5);
        await shop.SendAsync(new SealJournals());
        Assert.True((await shop.SendAsync(new VerifyLedger())).Holds);
        await CutOffAsync(shop, 4);
        foreach (var verdict in new[] { await shop.SendAsync(new VerifyLedger()), await shop.SendAsync(new VerifyLedger(Last: 1)) })
        {
            Assert.Equal((4L, null, 0), (verdict.Broken!.Number, verdict.Broken.SourceId, verdict.Foreign.Count));
            Assert.Contains("and is gone", verdict.Broken.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verify_AChainCalculatedAnew_IsSeenByTheLastCheck()
    {
        await using var shop = await SealedAsync(4);
        await shop.SendAsync(new CheckChain());
        await CutOffAsync(shop, 3);
        await PostAsync(shop, 2, 3);
        await shop.SendAsync(new SealJournals());
        var verdict = await shop.SendAsync(new VerifyLedger());
        Assert.Equal((4L, "source 4"), Named(verdict));
        Assert.Contains("is not the one it had when the chain was found whole", verdict.Broken!.What, StringComparison.Ordinal);
        // A check that found a fault is nothing to hold the chain against.
        await shop.SendAsync(new CheckChain());
        Assert.Equal((4L, "source 4"), Named(await shop.SendAsync(new VerifyLedger())));
    }

    [Fact]
    public async Task Seals_ChangedBySql_AreRefusedByTheDatabase()
    {
        await using var shop = await SealedAsync(1);
        Assert.Contains("append only", (await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Set<JournalSeal>().ExecuteDeleteAsync()))).Message, StringComparison.Ordinal);
    }

    /// <summary>What somebody with the database in their hands would do: seals, entries, journals and the sums that show them.</summary>
    private static async Task CutOffAsync(TestShop shop, long from)
    {
        var gone = await shop.ReadAsync(db => db.Set<JournalSeal>().Where(s => s.Number >= from).Select(s => s.JournalId).ToListAsync());
        await shop.TamperAsync("finance_journal_seal", db => db.Set<JournalSeal>().Where(s => s.Number >= from).ExecuteDeleteAsync());
        await shop.TamperAsync("finance_ledger_entry", db => db.Set<LedgerEntry>().Where(e => gone.Contains(e.JournalId)).ExecuteDeleteAsync());
        await shop.TamperAsync("finance_journal", db => db.Set<Journal>().Where(j => gone.Contains(j.Id)).ExecuteDeleteAsync());
        foreach (var account in await shop.ReadAsync(db => db.Set<LedgerEntry>().GroupBy(e => e.Account).Select(g => new { Account = g.Key, Debit = g.Sum(e => e.DebitPence), Credit = g.Sum(e => e.CreditPence) }).ToListAsync()))
            await shop.ReadAsync(db => db.Set<DailyBalance>().Where(b => b.Account == account.Account)
                .ExecuteUpdateAsync(s => s.SetProperty(b => b.DebitPence, account.Debit).SetProperty(b => b.CreditPence, account.Credit)));
    }

    private static (long, string?) Named(ChainVerdict verdict) => (verdict.Broken!.Number, verdict.Broken.SourceId);

    private static Guid Id(ShopDbContext db, string source) => db.Set<Journal>().Where(j => j.SourceId == source).Select(j => j.Id).Single();

    private async Task<TestShop> SealedAsync(int count)
    {
        var shop = await LedgerShop.StartAsync(provider);
        await PostAsync(shop, count);
        await shop.SendAsync(new SealJournals());
        return shop;
    }

    private static async Task PostAsync(TestShop shop, int count, int first = 1)
    {
        for (var i = first; i < first + count; i++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(1.2345678));
            await shop.PostAsync(LedgerShop.Simple($"source {i}", Monday, 100 * i));
        }
    }
}

public sealed class SqliteChainTests() : ChainTests(DatabaseProvider.Sqlite);

public sealed class PostgresChainTests() : ChainTests(DatabaseProvider.Postgres);
