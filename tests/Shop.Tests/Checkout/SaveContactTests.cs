using Shop.Checkout;
using Shop.Kernel.Persistence;
using Shop.Tests.Baskets;

namespace Shop.Tests.Checkout;

public sealed class SaveContactTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task SaveContact_Repeated_TheLastOneStands(DatabaseProvider provider)
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada with { Name = "Ada One" }))));
        await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada with { Name = "  Ada Two ", Phone = " " }));
        Assert.Equal(CheckoutShop.Ada with { Name = "Ada Two" }, (await shop.ViewAsync(basketId)).Contact);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task SaveContact_WithoutBasket_SavesNothing(DatabaseProvider provider)
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        Assert.IsType<SaveContactResult.NoBasket>(await shop.SendAsync(new SaveContact("nobody's", CheckoutShop.Ada)));
        Assert.Equal(0, await shop.Shop.ReadAsync(db => Task.FromResult(db.Set<GuestDetails>().Count())));
    }

    [Fact]
    public async Task SaveContact_AddressNotNeeded_IsNotKept()
    {
        await using var shop = await CheckoutShop.StartAsync(DatabaseProvider.Sqlite);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        Assert.IsType<SaveContactResult.Saved>(await shop.SendAsync(new SaveContact(basketId, CheckoutShop.AdaAtHome with { Postcode = "no postcode" })));
        Assert.Equal(CheckoutShop.Ada, (await shop.ViewAsync(basketId)).Entered);
    }
}
