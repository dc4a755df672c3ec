using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Orders;

public sealed class SqliteOrderPaymentTests() : OrderPaymentTests(DatabaseProvider.Sqlite);

public sealed class PostgresOrderPaymentTests() : OrderPaymentTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task PaymentSucceeded_PaidBetweenReadingTheOrderAndItsLines_PaysOnce()
    {
        var between = new BeforeCommand("orders_order_line", nth: 1);
        await using var shop = await OrdersShop.StartAsync(DatabaseProvider.Postgres, between.Register);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        between.Do = () => shop.PayAsync(created);
        await shop.PayAsync(created);
        Assert.Null(between.Do);
        Assert.Single(shop.Heard.Of<OrderPaid>());
        Assert.Equal(0, (await shop.RowAsync(created)).OtherMoneyPence);
    }
}

/// <summary>Money arrives: once, twice, late, wrong, at the same moment. It makes one paid order, and no penny of the rest is lost.</summary>
public abstract class OrderPaymentTests(DatabaseProvider provider)
{
    [Fact]
    public async Task PaymentSucceeded_Awaiting_PaysTheOrderAndTellsOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()), Make.Line(Make.Certificates()));
        await shop.PayAsync(created);
        await shop.PayAsync(created);

        var order = await shop.RowAsync(created);
        Assert.Equal(OrderState.Paid, order.State);
        Assert.Equal(("ch_1", "visa", "4242"), (order.ChargeId, order.CardBrand, order.CardLast4));
        Assert.All(order.Lines, l => Assert.Equal(OrderLineState.ToDo, l.State));
        var paid = Assert.Single(shop.Heard.Of<OrderPaid>());
        Assert.Equal(order.Lines.Select(l => l.Id), paid.Lines.Select(l => l.LineId));
        Assert.Equal(146_00, paid.TotalPence);
        Assert.NotNull(await shop.SendAsync(new GetOrderByLink(paid.LinkToken)));
        Assert.Empty(shop.Heard.Of<OrderNeedsAttention>());
    }

    [Fact]
    public async Task PaymentSucceeded_ManyAtOnce_PaysOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => shop.PayAsync(created))));
        Assert.Single(shop.Heard.Of<OrderPaid>());
        Assert.Equal(0, (await shop.RowAsync(created)).OtherMoneyPence);
    }

    [Fact]
    public async Task PaymentSucceeded_SecondCharge_IsKeptAndFinanceIsTold()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await shop.PayAsync(created, "ch_2");
        await shop.PayAsync(created, "ch_2");

        var order = await shop.RowAsync(created);
        Assert.Equal(("ch_1", 121_00L), (order.ChargeId, order.OtherMoneyPence));
        Assert.Single(shop.Heard.Of<OrderPaid>());
        Assert.Equal("Paid a second time", Assert.Single(shop.Heard.Of<OrderNeedsAttention>()).Reason);
    }

    [Fact]
    public async Task PaymentSucceeded_OtherAmount_IsKeptAndTheOrderNeitherPaidNorLapsed()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        await shop.PayAsync(created, amountPence: 120_99);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(0, await shop.SendAsync(new LapseOrders()));
        var order = await shop.RowAsync(created);
        Assert.Equal((OrderState.AwaitingPayment, 120_99L), (order.State, order.OtherMoneyPence));
        Assert.Equal("Paid £120.99 for an order of £121.00", order.AttentionReason);
        Assert.False((await shop.SendAsync(new GetOrderByLink(created.LinkToken)))!.CanBePaid);
    }

    [Fact]
    public async Task PaymentSucceeded_AfterLapse_IsKeptOnTheLapsedOrder()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
        await shop.PayAsync(created);

        var order = await shop.RowAsync(created);
        Assert.Equal((OrderState.Lapsed, 121_00L), (order.State, order.OtherMoneyPence));
        Assert.Empty(shop.Heard.Of<OrderPaid>());
        Assert.Equal(121_00, Assert.Single(shop.Heard.Of<OrderNeedsAttention>()).AmountPence);
    }

    [Fact]
    public async Task PaymentSucceeded_WhileLapsing_EndsPaidOrKept()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var round = 0; round < 5; round++)
        {
            var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
            var charge = $"ch_{round}";
            await Task.WhenAll(
                Task.Run(() => shop.SendAsync(new LapseOrder(created.OrderId)), TestContext.Current.CancellationToken),
                Task.Run(() => shop.PayAsync(created, charge), TestContext.Current.CancellationToken));
            var order = await shop.RowAsync(created);
            Assert.True(
                order is { State: OrderState.Paid, OtherMoneyPence: 0, PaidAt: not null } or { State: OrderState.Lapsed, OtherMoneyPence: 121_00, PaidAt: null },
                $"{order.State} with {order.OtherMoneyPence}p beside");
        }
    }

    [Fact]
    public async Task PaymentNeedsAttention_SameChargeTwice_IsKeptOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var id = shop.Payments.IdOf(created.Reference.Value);
        for (var i = 0; i < 2; i++)
            await shop.PublishAsync(new PaymentNeedsAttention(id, created.Reference.Value, 5_00, "twice", "ch_9", shop.Now));

        Assert.Equal(5_00, (await shop.RowAsync(created)).OtherMoneyPence);
        Assert.Single(shop.Heard.Of<OrderNeedsAttention>());
    }

    [Fact]
    public async Task PaymentEvents_OfNoOrder_ChangeNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.PublishAsync(new PaymentSucceeded(Guid.NewGuid(), "something-else", 1, shop.Now, "ch", "pi", "visa", "4242", null));
        await shop.PublishAsync(new PaymentNeedsAttention(Guid.NewGuid(), "something-else", 1, "orphan"));
        await shop.PublishAsync(new PaymentRefunded(Guid.NewGuid(), "something-else", 1));
        Assert.Empty(shop.Heard.Of<OrderNeedsAttention>());
    }

    [Fact]
    public async Task PaymentRefunded_Repeated_ShowsTheLatestTotalOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var id = shop.Payments.IdOf(created.Reference.Value);
        foreach (var total in new[] { 10_00, 10_00, 71_00 })
            await shop.PublishAsync(new PaymentRefunded(id, created.Reference.Value, total));
        await shop.PublishAsync(new PaymentRefunded(Guid.NewGuid(), created.Reference.Value, 1));

        Assert.Equal(71_00, (await shop.RowAsync(created)).RefundedPence);
        var page = await shop.SendAsync(new Shop.Orders.Staff.GetStaffOrder(created.Reference, Shop.Orders.Staff.TeamScope.All));
        Assert.Equal(2, page!.History.Count(h => h.What == OrderEvent.Refunded));
    }

    [Fact]
    public async Task LapseOrders_Overdue_ClosesThePaymentFirstAndTellsOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var early = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(1));
        var late = await shop.OrderAsync(Make.Line(Make.Certificates()));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(23));
        List<string> closed = [];
        shop.Payments.OnClose = reference => { closed.Add(reference); return PaymentState.Closed; };

        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
        Assert.Equal(0, await shop.SendAsync(new LapseOrders()));

        Assert.Equal([early.Reference.Value], closed);
        Assert.Equal(OrderState.AwaitingPayment, (await shop.RowAsync(late)).State);
        var told = Assert.Single(shop.Heard.Of<OrderLapsed>());
        Assert.Equal(["Skip permit"], told.Titles);
        Assert.Equal(OrderState.Lapsed, (await shop.SendAsync(new GetOrderByLink(told.LinkToken)))!.State);
    }

    [Theory]
    [InlineData(PaymentState.Paid)]
    [InlineData(PaymentState.Processing)]
    public async Task LapseOrders_NotClosed_StaysAsItIs(PaymentState state)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(25));
        shop.Payments.OnClose = _ => state;
        Assert.Equal(0, await shop.SendAsync(new LapseOrders()));
        Assert.Equal(OrderState.AwaitingPayment, (await shop.RowAsync(created)).State);
    }

    [Fact]
    public async Task LapseOrders_StripeDown_TriesAgainLaterAndGoesOnToOthers()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var first = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(25));
        shop.Payments.OnClose = reference => reference == first.Reference.Value ? throw new HttpRequestException("Stripe is down") : PaymentState.Closed;

        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
        Assert.Equal(OrderState.AwaitingPayment, (await shop.RowAsync(first)).State);
        shop.Payments.OnClose = _ => PaymentState.Closed;
        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
    }

    [Fact]
    public async Task ListOrderTotals_PaidTwiceFreeAndUnpaid_IsARowPerCharge()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.OrderAsync(Make.Line(Make.Free()));
        await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var from = shop.Now;
        shop.Shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.PayAsync(created, "ch_2");
        await shop.PublishAsync(new PaymentRefunded(shop.Payments.IdOf(created.Reference.Value), created.Reference.Value, 1_00));

        var all = await shop.SendAsync(new ListOrderTotals(from, shop.Now.AddSeconds(1)));
        Assert.Equal(
            [new OrderTotal(created.Reference.Value, "ch_1", from, 121_00, 1_00, 0, null), new OrderTotal(created.Reference.Value, "ch_2", shop.Now, 0, 0, 121_00, "Paid a second time")],
            all);
        Assert.Equal(["ch_1"], (await shop.SendAsync(new ListOrderTotals(from, shop.Now))).Select(t => t.ChargeId));
        Assert.Empty(await shop.SendAsync(new ListOrderTotals(from.AddDays(-1), from)));
    }
}
