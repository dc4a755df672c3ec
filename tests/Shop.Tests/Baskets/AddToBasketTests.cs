using Microsoft.EntityFrameworkCore;
using Shop.Baskets;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;

namespace Shop.Tests.Baskets;

public sealed class SqliteAddToBasketTests() : AddToBasketTests(DatabaseProvider.Sqlite);

public sealed class PostgresAddToBasketTests() : AddToBasketTests(DatabaseProvider.Postgres);

public abstract class AddToBasketTests(DatabaseProvider provider)
{
    [Fact]
    public async Task AddToBasket_WithoutBasket_BeginsOneAndPricesTheLine()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var saved = Assert.IsType<BasketLineResult.Saved>(await shop.Shop.SendAsync(Sample.Skip.Add()));
        Assert.NotNull(saved.NewBasketKey);
        Assert.True(saved.TakesDocuments);
        var basket = await shop.BasketAsync(AccessToken.Hash(saved.NewBasketKey));
        var line = Assert.Single(basket.Lines);
        Assert.Equal(saved.LineId, line.LineId);
        Assert.Equal(12_100, line.Snapshot.GrossPence);
        Assert.Equal("2 weeks", Assert.Single(line.Snapshot.Options).Choice);
        Assert.Contains(line.Snapshot.Answers, a => a.Text.Contains("12 Mill Lane", StringComparison.Ordinal));
        Assert.True(basket.CanBePaid);
    }

    [Fact]
    public async Task AddToBasket_KeyOfNewBasket_IsNotStored()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var saved = (BasketLineResult.Saved)await shop.Shop.SendAsync(Sample.Skip.Add());
        var stored = await shop.Shop.ReadAsync(db => db.Set<Basket>().Select(b => b.Id).SingleAsync());
        Assert.Equal(AccessToken.Hash(saved.NewBasketKey!), stored);
    }

    [Fact]
    public async Task AddToBasket_ShortNotice_CostsMoreAndSaysWhy()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip.With("start-date-day", "12").With("start-date-month", "10"));
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines).Snapshot;
        Assert.Equal(12_100 + 3_332, line.GrossPence);
        Assert.NotNull(line.PriceReason);
    }

    [Fact]
    public async Task AddToBasket_SecondService_KeepsTheOrder()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, first) = await shop.AddAsync(Sample.Skip);
        var (_, second) = await shop.AddAsync(Sample.Certificate, basketId);
        var basket = await shop.BasketAsync(basketId);
        Assert.Equal([first, second], basket.Lines.Select(l => l.LineId));
        Assert.Equal(12_100 + 2_500, basket.GrossPence);
    }

    [Fact]
    public async Task AddToBasket_SameFormAgain_ChangesItsLineInsteadOfAddingOne()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        var form = Guid.NewGuid();
        var first = (BasketLineResult.Saved)await shop.Shop.SendAsync(Sample.Certificate.Add(basketId, form));
        var again = (BasketLineResult.Saved)await shop.Shop.SendAsync((Sample.Certificate with { Quantity = 3 }).Add(basketId, form));
        Assert.Equal(first.LineId, again.LineId);
        Assert.Null(again.NewBasketKey);
        Assert.Equal(12_100 + 3_750, (await shop.BasketAsync(basketId)).GrossPence);
    }

    [Fact]
    public async Task AddToBasket_SameFormTwiceAtOnce_AddsOneLine()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        var form = Guid.NewGuid();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Shop.SendAsync(Sample.Certificate.Add(basketId, form))));
        Assert.Single(results.Cast<BasketLineResult.Saved>().Select(r => r.LineId).Distinct());
        Assert.Equal(2, (await shop.BasketAsync(basketId)).Lines.Count);
    }

    [Fact]
    public async Task AddToBasket_ManyAtOnce_NeverMoreThanABasketTakes()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Certificate);
        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => shop.Shop.SendAsync(Sample.Certificate.Add(basketId))));
        Assert.Equal(Basket.MostLines - 1, results.Count(r => r is BasketLineResult.Saved));
        Assert.All(results.Where(r => r is not BasketLineResult.Saved), r => Assert.IsType<BasketLineResult.Full>(r));
        Assert.Equal(Basket.MostLines, (await shop.BasketAsync(basketId)).Lines.Count);
    }

    [Fact]
    public async Task AddToBasket_MoreMoneyThanABasketTakes_IsRefused()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        await shop.PriceAsync("certificate-copy", "copy", 5_000_000);
        var (basketId, _) = await shop.AddAsync(Sample.Certificate with { Quantity = 1 });
        var refused = Assert.IsType<BasketLineResult.Full>(await shop.Shop.SendAsync((Sample.Certificate with { Quantity = 1 }).Add(basketId)));
        Assert.Contains("£99,999.99", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5_000_000, (await shop.BasketAsync(basketId)).GrossPence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task AddToBasket_QuantityOutOfRange_IsAnErrorAtTheQuantity(int quantity)
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var refused = Assert.IsType<BasketLineResult.Invalid>(await shop.Shop.SendAsync((Sample.Certificate with { Quantity = quantity }).Add()));
        Assert.Equal("quantity", Assert.Single(refused.OptionErrors).Field);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Basket>().CountAsync()));
    }

    [Theory]
    [InlineData("length", "5-weeks")]
    [InlineData("length", "")]
    [InlineData("length", "' OR 1=1 --")]
    public async Task AddToBasket_UnknownChoice_IsAnErrorAtTheOption(string option, string choice)
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var refused = Assert.IsType<BasketLineResult.Invalid>(await shop.Shop.SendAsync(Sample.Skip.Choose(option, choice).Add()));
        Assert.Equal(option, Assert.Single(refused.OptionErrors).Field);
    }

    [Fact]
    public async Task AddToBasket_ImpossibleCombination_IsRefused()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var sample = Sample.Certificate.Choose("speed", "priority").Choose("delivery", "second-class");
        Assert.IsType<BasketLineResult.Impossible>(await shop.Shop.SendAsync(sample.Add()));
    }

    [Theory]
    [InlineData("company", "")]
    [InlineData("size", "no")]
    [InlineData("start-date-day", "31")]
    [InlineData("position", "roof")]
    [InlineData("company", "Skips\u0007 Ltd")]
    public async Task AddToBasket_WrongAnswer_IsAnErrorAtTheFieldAndNothingIsAdded(string field, string value)
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var refused = Assert.IsType<BasketLineResult.Invalid>(await shop.Shop.SendAsync(Sample.Skip.With(field, value).Add()));
        Assert.Empty(refused.OptionErrors);
        Assert.Equal(field, Assert.Single(refused.AnswerErrors).Field);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Basket>().CountAsync()));
    }

    [Fact]
    public async Task AddToBasket_FieldsOfNoQuestion_AreNotKept()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.Skip.With("price", "1").With("GrossPence", "1"));
        var line = await shop.Shop.SendAsync(new Shop.Baskets.Contracts.GetBasketLine(basketId, lineId));
        Assert.DoesNotContain("price", line!.Fields.Keys);
        Assert.Equal(12_100, line.Snapshot.GrossPence);
    }

    [Theory]
    [InlineData("no-such-service")]
    [InlineData("taxi-driver")]
    public async Task AddToBasket_UnknownOrNotOnline_IsRefused(string service)
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var result = await shop.Shop.SendAsync((Sample.Skip with { ServiceId = service }).Add());
        Assert.True(result is BasketLineResult.NotFound or BasketLineResult.NotOnline, result.ToString());
    }

    [Fact]
    public async Task AddToBasket_BasketPastItsDay_BeginsANewOne()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Certificate);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(24));
        var (fresh, _) = await shop.AddAsync(Sample.Certificate, basketId);
        Assert.NotEqual(basketId, fresh);
        Assert.Null(await shop.Shop.SendAsync(new Shop.Baskets.Contracts.GetBasket(basketId)));
    }

    [Fact]
    public async Task AddToBasket_BasketIdNobodyWasGiven_BeginsAnotherOne()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var made = AccessToken.Hash("AAAAAAAAAAAAAAAAAAAAAA");
        var (basketId, _) = await shop.AddAsync(Sample.Certificate, made);
        Assert.NotEqual(made, basketId);
    }
}
