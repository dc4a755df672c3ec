using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Baskets;

public sealed class SqliteChangeLineTests() : ChangeLineTests(DatabaseProvider.Sqlite);

public sealed class PostgresChangeLineTests() : ChangeLineTests(DatabaseProvider.Postgres);

public abstract class ChangeLineTests(DatabaseProvider provider)
{
    [Fact]
    public async Task ChangeLine_OtherOptionAndAnswer_IsPricedAnewUnderTheSameId()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Skip);
        var result = await shop.Shop.SendAsync(Sample.Skip.Choose("length", "4-weeks").With("company", "Other Skips").Change(basketId, lineId));
        Assert.Equal(lineId, Assert.IsType<BasketLineResult.Saved>(result).LineId);
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines);
        Assert.Equal(5_000 + 17_770, line.Snapshot.GrossPence);
        Assert.Contains(line.Snapshot.Answers, a => a.Text == "Other Skips");
    }

    [Fact]
    public async Task ChangeLine_WrongAnswer_LeavesTheLineAsItWas()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Skip);
        var result = await shop.Shop.SendAsync(Sample.Skip.Choose("length", "4-weeks").With("company", "").Change(basketId, lineId));
        Assert.IsType<BasketLineResult.Invalid>(result);
        Assert.Equal(12_100, (await shop.BasketAsync(basketId)).GrossPence);
    }

    [Fact]
    public async Task ChangeLine_LineOfAnotherBasket_IsNotFound()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (mine, _) = await shop.AddAsync(Sample.Skip);
        var (theirs, theirLine) = await shop.AddAsync(Sample.Skip);
        Assert.IsType<BasketLineResult.NotFound>(await shop.Shop.SendAsync(Sample.Skip.Choose("length", "1-week").Change(mine, theirLine)));
        Assert.Null(await shop.Shop.SendAsync(new GetBasketLine(mine, theirLine)));
        Assert.False(await shop.Shop.SendAsync(new RemoveFromBasket(mine, theirLine)));
        Assert.Equal(12_100, (await shop.BasketAsync(theirs)).GrossPence);
    }

    [Fact]
    public async Task ChangeLine_ToPost_NeedsTheAddress_AndBackAgainKeepsNone()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Certificate);
        var refused = Assert.IsType<BasketLineResult.Invalid>(await shop.Shop.SendAsync(Sample.Certificate.Choose("delivery", "special").Change(basketId, lineId)));
        Assert.Contains(refused.AnswerErrors, e => e.Field == "post-to-line-1");
        Assert.IsType<BasketLineResult.Saved>(await shop.Shop.SendAsync(Sample.PostedCertificate("special").Change(basketId, lineId)));
        Assert.Contains("12 Mill Lane", Assert.Single((await shop.BasketAsync(basketId)).Lines[0].Snapshot.Answers, a => a.QuestionId == "post-to").Text, StringComparison.Ordinal);
        Assert.IsType<BasketLineResult.Saved>(await shop.Shop.SendAsync(Sample.PostedCertificate("collect").Change(basketId, lineId)));
        Assert.DoesNotContain((await shop.BasketAsync(basketId)).Lines[0].Snapshot.Answers, a => a.QuestionId == "post-to");
        Assert.DoesNotContain((await shop.Shop.SendAsync(new GetBasketLine(basketId, lineId)))!.Fields, f => f.Key.StartsWith("post-to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChangeLine_AfterTheBasketsDay_IsNotFound()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Certificate);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(24));
        Assert.IsType<BasketLineResult.NotFound>(await shop.Shop.SendAsync(Sample.Certificate.Change(basketId, lineId)));
        Assert.Null(await shop.Shop.SendAsync(new GetBasketLine(basketId, lineId)));
    }

    [Fact]
    public async Task RemoveFromBasket_Repeated_TakesOneLineOut()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Skip);
        await shop.AddAsync(Sample.Certificate, basketId);
        Assert.True(await shop.Shop.SendAsync(new RemoveFromBasket(basketId, lineId)));
        Assert.False(await shop.Shop.SendAsync(new RemoveFromBasket(basketId, lineId)));
        Assert.Equal("certificate-copy", Assert.Single((await shop.BasketAsync(basketId)).Lines).Snapshot.ServiceId);
    }

    [Fact]
    public async Task ClearBasket_LinesBought_LeavesWhatWasAddedSince()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, bought) = await shop.AddAsync(Sample.Skip);
        var (_, later) = await shop.AddAsync(Sample.Certificate, basketId);
        await shop.Shop.SendAsync(new ClearBasket(basketId, [bought]));
        await shop.Shop.SendAsync(new ClearBasket(basketId, [bought]));
        Assert.Equal(later, Assert.Single((await shop.BasketAsync(basketId)).Lines).LineId);
    }

    [Fact]
    public async Task SweepBaskets_PastTheirDay_TakesThemWithTheirLines()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        await shop.AddAsync(Sample.Skip);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(23));
        var (young, _) = await shop.AddAsync(Sample.Certificate);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await shop.Shop.SendAsync(new SweepBaskets()));
        Assert.Equal(0, await shop.Shop.SendAsync(new SweepBaskets()));
        Assert.Single((await shop.BasketAsync(young)).Lines);
        Assert.Equal(1, await shop.Shop.ReadAsync(db => Task.FromResult(db.Set<BasketLine>().Count())));
    }
}
