using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Orders.Contracts;

namespace Shop.Tests.Orders;

public sealed class SqliteOrderLinkTests() : OrderLinkTests(DatabaseProvider.Sqlite);

public sealed class PostgresOrderLinkTests() : OrderLinkTests(DatabaseProvider.Postgres);

/// <summary>Who holds a key sees the order; who holds none learns nothing, not even that it exists.</summary>
public abstract class OrderLinkTests(DatabaseProvider provider)
{
    [Fact]
    public async Task GetOrderByLink_WrongOrEmptyToken_IsNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        foreach (var token in new[] { "", AccessToken.New(), created.LinkToken.ToUpperInvariant(), AccessToken.Hash(created.LinkToken), new string('x', 5000), "%' OR 1=1 --" })
        {
            Assert.Null(await shop.SendAsync(new GetOrderByLink(token)));
            Assert.Null(await shop.SendAsync(new GetReceipt(token)));
        }
    }

    [Fact]
    public async Task GetOrderByLink_Expired_IsNothingAndLaterForgotten()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await shop.SendAsync(new GetOrderByLink(created.LinkToken)));
        shop.Shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await shop.SendAsync(new GetOrderByLink(created.LinkToken)));
        await shop.SendAsync(new ForgetExpiredLinks());
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<OrderLink>().CountAsync()));
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("  ADA@Example.COM ")]
    public async Task FindOrder_ReferenceAndEmailFit_SendsALinkForADayToTheOrdersAddress(string email)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await shop.SendAsync(new FindOrder(created.Reference, email));

        var asked = Assert.Single(shop.Heard.Of<OrderLinkAsked>());
        Assert.Equal("ada@example.com", asked.Email);
        Assert.Equal(created.Reference, (await shop.SendAsync(new GetOrderByLink(asked.LinkToken)))!.Reference);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Null(await shop.SendAsync(new GetOrderByLink(asked.LinkToken)));
    }

    [Fact]
    public async Task FindOrder_OnlyOneFits_SendsNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await shop.SendAsync(new FindOrder(created.Reference, "eve@example.com"));
        await shop.SendAsync(new FindOrder(OrderReference.New(), "ada@example.com"));
        Assert.Empty(shop.Heard.Of<OrderLinkAsked>());
        Assert.Equal(2, await shop.Shop.ReadAsync(db => db.Set<OrderSearch>().CountAsync()));
    }

    [Fact]
    public async Task FindOrder_AskedTooOften_SendsNoMoreForAnHour()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        for (var i = 0; i < FindOrderHandler.AskedPerHour + 3; i++) await shop.SendAsync(new FindOrder(created.Reference, "ada@example.com"));
        Assert.Equal(FindOrderHandler.AskedPerHour, shop.Heard.Of<OrderLinkAsked>().Count);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.SendAsync(new FindOrder(created.Reference, "ada@example.com"));
        Assert.Equal(FindOrderHandler.AskedPerHour + 1, shop.Heard.Of<OrderLinkAsked>().Count);
        shop.Shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.SendAsync(new ForgetExpiredLinks());
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<OrderSearch>().CountAsync()));
    }
}
