using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue.Contracts;
using Shop.Insight;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance;
using Shop.Tests.TestData;

namespace Shop.Tests.Insight;

public abstract class SearchTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Searches_Told_AreCountedWithWhatFoundNothing()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(
            new ServicesSearched("skip", 3), new ServicesSearched("Skip ", 3), new ServicesSearched("bulky waste", 0), new ServicesSearched("bulky waste", 0),
            new ServicesSearched("bulky waste", 0), new ServicesSearched("   ", 0));
        await WriteAsync(shop);
        var searches = await shop.SendAsync(new ListSearches(shop.Clock.GetUtcNow().UtcDateTime.AddDays(-1)));
        Assert.Equal((5, 3), (searches.Total, searches.WithoutHits));
        Assert.Equal([new SearchRow("bulky waste", 3, 0), new SearchRow("skip", 2, 3)], searches.Top);
        Assert.Equal([new SearchRow("bulky waste", 3, 0)], searches.NothingFound);
        Assert.Empty((await shop.SendAsync(new ListSearches(shop.Clock.GetUtcNow().UtcDateTime.AddDays(1)))).Top);
    }

    [Fact]
    public async Task Buffer_Overfull_DropsInsteadOfWaiting()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var buffer = shop.Services.GetRequiredService<SearchBuffer>();
        for (var i = 0; i < 10_050; i++) buffer.Add(new Search("skip", 1, shop.Clock.GetUtcNow().UtcDateTime));
        Assert.Equal(10_000, buffer.Take(20_000).Count);
        Assert.Equal(0, await shop.ReadAsync(db => db.Set<Search>().CountAsync()));
    }

    private static async Task WriteAsync(TestShop shop) =>
        await shop.SendAsync(new RecordSearches(shop.Services.GetRequiredService<SearchBuffer>().Take(500)));
}

public sealed class SqliteSearchTests() : SearchTests(DatabaseProvider.Sqlite);

public sealed class PostgresSearchTests() : SearchTests(DatabaseProvider.Postgres);

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Skip  PERMIT", "skip permit")]
    [InlineData("permit for sam.jones@example.com please", "permit for # please")]
    [InlineData("call me 07700 900123", "call me #")]
    [InlineData("+44 (0) 1632 960-001", "#")]
    [InlineData("skip at lm1 4ab", "skip at #")]
    [InlineData("SW1A1AA parking", "# parking")]
    [InlineData("order 12345678", "order #")]
    [InlineData("con29 search", "con29 search")]
    [InlineData("2 birth certificates", "2 birth certificates")]
    [InlineData("a boards 3 weeks", "a boards 3 weeks")]
    public void WithoutPersonalData_Text_MasksWhatCouldTellWho(string text, string expected) => Assert.Equal(expected, SearchText.WithoutPersonalData(text));

    [Fact]
    public void WithoutPersonalData_VeryLong_IsCut() => Assert.Equal(100, SearchText.WithoutPersonalData(new string('a', 100_000)).Length);
}
