using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;

namespace Shop.Tests.Orders;

public sealed class SqlitePayLinkTests() : PayLinkTests(DatabaseProvider.Sqlite);

public sealed class PostgresPayLinkTests() : PayLinkTests(DatabaseProvider.Postgres);

/// <summary>A pay link pays one order and opens nothing else.</summary>
public abstract class PayLinkTests(DatabaseProvider provider)
{
    [Fact]
    public async Task MakePayLink_Unpaid_ShowsWhatIsDueAndOpensNothingElse()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var token = (await shop.SendAsync(new MakePayLink(created.LinkToken)))!;
        Assert.True(AccessToken.LooksLikeOne(token));
        var link = (await shop.SendAsync(new GetPayLink(token)))!;
        var order = await shop.RowAsync(created);
        Assert.Equal((created.Reference, order.TotalPence, order.PayableUntil, true), (link.Reference, link.TotalPence, link.PayableUntil, link.CanBePaid));
        Assert.Equal(order.Lines.Select(l => l.Title), link.Lines.Select(l => l.Title));

        Assert.Null(await shop.SendAsync(new GetOrderByLink(token)));
        Assert.Null(await shop.SendAsync(new GetReceipt(token)));
        Assert.Null(await shop.SendAsync(new MakePayLink(token)));
        Assert.Null(await shop.SendAsync(new GetPayLink(created.LinkToken)));
        Assert.DoesNotContain(token, await shop.Shop.ReadAsync(db => db.Set<OrderLink>().Select(l => l.TokenHash).ToListAsync()));
    }

    [Fact]
    public async Task GetPayLink_AtTheDueDate_CannotBePaidAndSaysSoForAMonth()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var token = (await shop.SendAsync(new MakePayLink(created.LinkToken)))!;
        shop.Shop.Clock.Advance(Order.PayableFor - TimeSpan.FromSeconds(1));
        Assert.True((await shop.SendAsync(new GetPayLink(token)))!.CanBePaid);
        shop.Shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await shop.SendAsync(new GetPayLink(token)))!.CanBePaid);
        Assert.Null(await shop.SendAsync(new MakePayLink(created.LinkToken)));
        await shop.SendAsync(new LapseOrders());
        Assert.Equal(OrderState.Lapsed, (await shop.SendAsync(new GetPayLink(token)))!.State);
        shop.Shop.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Null(await shop.SendAsync(new GetPayLink(token)));
    }

    [Fact]
    public async Task GetPayLink_PaidOrWithdrawnOrOtherMoney_CannotBePaid()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var (paid, withdrawn, wrong) = (await shop.OrderAsync(Make.Line(Make.SkipPermit())), await shop.OrderAsync(Make.Line(Make.SkipPermit())), await shop.OrderAsync(Make.Line(Make.SkipPermit())));
        var links = new List<string>();
        foreach (var order in new[] { paid, withdrawn, wrong }) links.Add((await shop.SendAsync(new MakePayLink(order.LinkToken)))!);
        await shop.PayAsync(paid);
        await shop.SendAsync(new WithdrawOrder(withdrawn.OrderId));
        await shop.PayAsync(wrong, "ch_wrong", 1);
        foreach (var link in links) Assert.False((await shop.SendAsync(new GetPayLink(link)))!.CanBePaid);
        Assert.NotNull((await shop.SendAsync(new GetPayLink(links[0])))!.PaidAt);
        Assert.True((await shop.SendAsync(new GetPayLink(links[1])))!.Withdrawn);
        Assert.Equal(1, (await shop.SendAsync(new GetPayLink(links[2])))!.OtherMoneyPence);
    }

    [Fact]
    public async Task MakePayLink_TooManyInAnHour_MakesNoMore()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        for (var i = 0; i < MakePayLinkHandler.PerHour; i++) Assert.NotNull(await shop.SendAsync(new MakePayLink(created.LinkToken)));
        Assert.Null(await shop.SendAsync(new MakePayLink(created.LinkToken)));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await shop.SendAsync(new MakePayLink(created.LinkToken)));
    }

    [Fact]
    public async Task SendPayLink_Unpaid_IsSentNotedAndAuditedWithoutTheAddress()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        Assert.Equal(SendPayLinkResult.Sent, await SendAsync(shop, created, TeamScope.All, " boss@example.com "));
        var sent = Assert.Single(shop.Heard.Of<PayLinkSent>());
        Assert.Equal("boss@example.com", sent.Email);
        Assert.True((await shop.SendAsync(new GetPayLink(sent.PayToken)))!.CanBePaid);
        var audited = Assert.Single(shop.Heard.Of<Audited>());
        Assert.Equal(("sent a payment link", "Called"), (audited.What, audited.Reason));
        Assert.DoesNotContain("boss@example.com", audited.ToString(), StringComparison.Ordinal);
        var noted = await shop.Shop.ReadAsync(db => db.Set<OrderHistoryEntry>().SingleAsync(h => h.What == OrderEvent.PayLinkSent));
        Assert.Equal((OrdersShop.Officer.Name, "Called"), (noted.By, noted.Detail));
    }

    [Fact]
    public async Task SendPayLink_OtherTeamOrPaid_SendsNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        Assert.Equal(SendPayLinkResult.NotFound, await SendAsync(shop, created, TeamScope.Of(["nobody"])));
        Assert.Null(await shop.SendAsync(new GetUnpaidOrder(created.Reference, TeamScope.Of(["nobody"]))));
        Assert.True((await shop.SendAsync(new GetUnpaidOrder(created.Reference, TeamScope.All)))!.CanBePaid);
        await shop.PayAsync(created);
        Assert.Equal(SendPayLinkResult.CannotBePaid, await SendAsync(shop, created, TeamScope.All));
        Assert.Null(await shop.SendAsync(new GetUnpaidOrder(created.Reference, TeamScope.All)));
        Assert.Empty(shop.Heard.Of<PayLinkSent>());
    }

    private static Task<SendPayLinkResult> SendAsync(OrdersShop shop, CreateOrderResult.Created order, TeamScope scope, string to = "ada@example.com") =>
        shop.SendAsync(new SendPayLink(order.Reference, scope, OrdersShop.Officer, to, " Called "));
}
