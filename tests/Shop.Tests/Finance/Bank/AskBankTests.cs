using Shop.Finance.Asking;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance.Payouts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Bank;

/// <summary>Bank lines, asked for by what the bank wrote.</summary>
public abstract class AskBankTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Fact]
    public async Task Ask_TextOrAmountOrIdOfALine_TellsItUpToItsPayoutAndJournal()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(PayoutWorld.Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(PayoutWorld.Monday.AddHours(2));
        await world.ImportAsync();
        var (matched, hall) = await ImportAsync(world.Shop, "05/10/26,0.35,STRIPE UK 7F3K", "05/10/26,250.00,Hire of Hall 0107");
        Assert.IsType<ConfirmMatchResult.Confirmed>(await world.Shop.SendAsync(new ConfirmMatch(Ann, [matched], [payout.Id], "The bank kept nearly all", true)));

        foreach (var text in new[] { "stripe uk", "7f3k", matched.ToString() })
            Assert.Equal((text, AskKind.BankLine, matched.ToString()), await AboutAsync(world.Shop, text));
        foreach (var text in new[] { "HIRE OF HALL", "hall 0107", hall.ToString(), $"bank:{hall}", (await ItemAsync(world.Shop)).ToString() })
            Assert.Equal((text, AskKind.BankLine, hall.ToString()), await AboutAsync(world.Shop, text));

        // The line was in suspense until it was matched: both may be meant.
        var amount = Assert.IsType<AskAnswer.Many>(await world.Shop.SendAsync(new Ask("-£0.35")));
        Assert.Equal([(AskKind.BankLine, matched.ToString())], amount.Groups.SelectMany(g => g.Hits).Where(h => h.Kind != AskKind.SuspenseItem).Select(h => (h.Kind, h.Id)));

        var chain = await ChainAsync(world.Shop, "STRIPE UK 7F3K");
        Assert.Contains(chain.Facts, f => f.Link == new ChainLink(ChainPage.BankLine, matched.ToString()));
        Assert.Contains(chain.Facts, f => f.Link == new ChainLink(ChainPage.Payout, payout.Id));
        Assert.Contains(chain.Steps, s => s.What == $"£0.35 came to the bank: STRIPE UK 7F3K");
        Assert.Contains(chain.Steps, s => s.What == "It carried 1 × payment, net £95.34.");
        var journal = Assert.Single(chain.Steps, s => s.Ids.Contains($"bank:{matched}:2"));
        Assert.Equal(new ChainLink(ChainPage.Journal, journal.Ids[1]), journal.Link);
        Assert.Contains(chain.Steps, s => s.Kind == ChainKind.Suspense && s.Link!.Page == ChainPage.SuspenseItem);
    }

    [Fact]
    public async Task Ask_TextWrittenLikeSomethingElse_StillFindsTheLine()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (reference, source) = await ImportAsync(shop, "05/10/26,1.00,BCD234XYZ", "05/10/26,2.00,ref: 100% of_it");
        Assert.Equal(("bcd-234-xyz", AskKind.BankLine), await FoundAsync(shop, "bcd-234-xyz", "BCD234XYZ", reference));
        Assert.Equal(source.ToString(), (await ChainAsync(shop, "ref: 100% OF_it")).Id);
        Assert.IsType<AskAnswer.Nothing>(await shop.SendAsync(new Ask("ref: 100_ of%it")));
    }

    /// <summary>A reference is asked for as one, with dashes; the bank's text has none.</summary>
    private static async Task<(string, AskKind)> FoundAsync(TestShop shop, string dashed, string text, Guid line)
    {
        Assert.IsType<AskAnswer.Nothing>(await shop.SendAsync(new Ask(dashed)));
        var chain = await ChainAsync(shop, text);
        Assert.Equal(line.ToString(), chain.Id);
        return (dashed, chain.About);
    }

    private static async Task<(string, AskKind, string)> AboutAsync(TestShop shop, string text)
    {
        var chain = await ChainAsync(shop, text);
        return (text, chain.About, chain.Id);
    }

    private static async Task<Chain> ChainAsync(TestShop shop, string text) => Assert.IsType<AskAnswer.One>(await shop.SendAsync(new Ask(text))).Chain;

    private static async Task<Guid> ItemAsync(TestShop shop) => (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows.Single(i => i.Source == SuspenseSource.BankLine).Id;

    private static async Task<(Guid, Guid)> ImportAsync(TestShop shop, params string[] lines)
    {
        await BankImportTests.LayOutAsync(shop, await BankImportTests.AddAsync(shop, exact: false), BankImportTests.Csv(lines));
        var ids = await shop.ReadAsync(db => Task.FromResult(db.Set<BankLine>().OrderBy(l => l.Row).Select(l => l.Id).ToList()));
        return (ids[0], ids[1]);
    }
}

public sealed class SqliteAskBankTests() : AskBankTests(DatabaseProvider.Sqlite);

public sealed class PostgresAskBankTests() : AskBankTests(DatabaseProvider.Postgres);
