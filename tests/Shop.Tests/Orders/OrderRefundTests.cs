using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Tests.Orders;

public sealed class SqliteOrderRefundTests() : OrderRefundTests(DatabaseProvider.Sqlite);

public sealed class PostgresOrderRefundTests() : OrderRefundTests(DatabaseProvider.Postgres);

/// <summary>Money goes back: the order's page shows how it stands, and the resident is told once.</summary>
public abstract class OrderRefundTests(DatabaseProvider provider)
{
    [Fact]
    public async Task RefundChanged_PendingSucceededFailed_ShowsEachAndTellsOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var id = Guid.CreateVersion7();
        // Only recorded here: nothing is promised yet.
        await SayAsync(shop, created, id, RefundState.Requested, stripeId: null);
        Assert.Empty((await PageAsync(shop)).Refunds);

        foreach (var state in new[] { RefundState.Pending, RefundState.Succeeded, RefundState.Succeeded }) await SayAsync(shop, created, id, state);
        var refund = Assert.Single((await PageAsync(shop)).Refunds);
        Assert.Equal((21_00L, RefundState.Succeeded), (refund.AmountPence, refund.State));
        var told = Assert.Single(shop.Heard.Of<OrderRefunded>());
        Assert.Equal((created.Reference, id, 21_00L, false), (told.Reference, told.RefundId, told.AmountPence, told.WasStray));
        Assert.NotNull(await shop.SendAsync(new GetOrderByLink(told.LinkToken)));

        await SayAsync(shop, created, id, RefundState.Failed);
        Assert.Equal(RefundState.Failed, Assert.Single((await PageAsync(shop)).Refunds).State);
        Assert.Single(shop.Heard.Of<OrderRefunded>());
        await SayAsync(shop, created, Guid.CreateVersion7(), RefundState.Succeeded);
        Assert.Equal(2, shop.Heard.Of<OrderRefunded>().Count);
    }

    [Fact]
    public async Task SettleRefund_PaidOtherwiseReplacedOrOwedAgain_IsShown_AndTheResidentToldOnce()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var id = Guid.CreateVersion7();
        await shop.SendAsync(new SettleRefund(id, RefundSettlement.PaidOtherwise));
        await SayAsync(shop, created, id, RefundState.Succeeded);
        await SayAsync(shop, created, id, RefundState.Failed);
        foreach (var how in new RefundSettlement?[] { RefundSettlement.Replaced, null })
        {
            await shop.SendAsync(new SettleRefund(id, how));
            Assert.Equal(how, Assert.Single((await PageAsync(shop)).Refunds).Settlement);
        }

        Assert.Empty(shop.Heard.Of<OrderRefundPaidOtherwise>());
        for (var i = 0; i < 2; i++) await shop.SendAsync(new SettleRefund(id, RefundSettlement.PaidOtherwise));
        var told = Assert.Single(shop.Heard.Of<OrderRefundPaidOtherwise>());
        Assert.Equal((created.Reference, id, 21_00L), (told.Reference, told.RefundId, told.AmountPence));
        Assert.NotNull(await shop.SendAsync(new GetOrderByLink(told.LinkToken)));
        Assert.Equal(RefundSettlement.PaidOtherwise, Assert.Single((await PageAsync(shop)).Refunds).Settlement);

        // One that never was at Stripe.
        await shop.SendAsync(new SettleRefund(Guid.CreateVersion7(), RefundSettlement.PaidOtherwise, new UnsentRefund(created.Reference.Value, "ch_1", 5_00)));
        Assert.Equal([5_00L, 21_00L], shop.Heard.Of<OrderRefundPaidOtherwise>().Select(r => r.AmountPence).Order());
        Assert.Equal(2, (await PageAsync(shop)).Refunds.Count);
    }

    [Fact]
    public async Task PaymentRefunded_OfASecondCharge_LeavesTheOrdersOwnMoneyAlone()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await shop.PayAsync(created, "ch_2");
        Assert.Equal(121_00, (await PageAsync(shop)).OtherMoneyPence);
        var total = new PaymentRefunded(
            shop.Payments.IdOf(created.Reference.Value), created.Reference.Value, 121_00, [new ChargeRefunded("ch_1", 0, IsOwn: true), new ChargeRefunded("ch_2", 121_00, IsOwn: false)]);
        await shop.PublishAsync(total);
        await shop.PublishAsync(total);
        await SayAsync(shop, created, Guid.CreateVersion7(), RefundState.Succeeded, charge: "ch_2", pence: 121_00);

        var order = await shop.RowAsync(created);
        Assert.Equal((OrderState.Paid, 0L, 121_00L), (order.State, order.RefundedPence, order.OtherMoneyRefundedPence));
        Assert.Equal(0, (await PageAsync(shop)).OtherMoneyPence);
        Assert.True(Assert.Single(shop.Heard.Of<OrderRefunded>()).WasStray);
        var rows = await shop.SendAsync(new ListOrderTotals(shop.Now.AddDays(-1), shop.Now.AddDays(1)));
        Assert.Equal([("ch_1", 121_00L, 0L, 0L), ("ch_2", 0L, 121_00L, 121_00L)], rows.Select(r => (r.ChargeId!, r.PaidPence, r.OtherMoneyPence, r.RefundedPence)).Order());
    }

    [Fact]
    public async Task RefundChanged_OfNoOrder_ChangesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.PublishAsync(new RefundChanged(Guid.NewGuid(), Guid.NewGuid(), "something-else", "ch", "re", 1, RefundOrigin.Dashboard, RefundState.Succeeded, null, null, null, shop.Now));
        Assert.Empty(shop.Heard.Of<OrderRefunded>());
    }

    private static Task SayAsync(OrdersShop shop, CreateOrderResult.Created created, Guid id, RefundState state, string? stripeId = "re_1", string charge = "ch_1", long pence = 21_00) =>
        shop.PublishAsync(new RefundChanged(
            id, shop.Payments.IdOf(created.Reference.Value), created.Reference.Value, charge, stripeId is null ? null : stripeId + id, pence, RefundOrigin.Officer, state, null, null, null, shop.Now));

    private static async Task<ResidentOrder> PageAsync(OrdersShop shop) => (await shop.SendAsync(new GetOrderByLink(shop.Heard.Of<OrderPaid>()[0].LinkToken)))!;
}
