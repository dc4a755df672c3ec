using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;

namespace Shop.Tests.Orders;

public sealed class SqliteCreateOrderTests() : CreateOrderTests(DatabaseProvider.Sqlite);

public sealed class PostgresCreateOrderTests() : CreateOrderTests(DatabaseProvider.Postgres);

public abstract class CreateOrderTests(DatabaseProvider provider)
{
    [Fact]
    public async Task CreateOrder_TwoServices_IsKeptAsSoldWithItsPayment()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()), Make.Line(Make.Certificates()));

        Assert.True(created.ToPay);
        var order = await shop.RowAsync(created);
        Assert.Equal(OrderState.AwaitingPayment, order.State);
        Assert.Equal(146_00, order.TotalPence);
        Assert.Equal(shop.Now.AddHours(24), order.PayableUntil);
        Assert.Equal(["Skip permit", "Certificate copy"], order.Lines.Select(l => l.Title));
        Assert.All(order.Lines, l => Assert.Equal(OrderLineState.Waiting, l.State));
        Assert.Equal([50_00, 71_00, 25_00], order.Lines.SelectMany(l => l.Charges).Select(c => c.GrossPence));
        Assert.Equal("1 High Street", order.Payer.AddressLines[0]);
        var payment = Assert.Single(shop.Payments.Opened);
        Assert.Equal(146_00, payment.AmountPence);
        Assert.Equal(payment.AmountPence, payment.Lines.Sum(l => l.UnitPence * l.Quantity));
        Assert.Equal($"http://shop.test/orders/{created.LinkToken}", payment.ReturnUrl);
        Assert.Equal(order.PayableUntil, payment.PayableUntil);
        Assert.Equal("Certificate copy (2 × copy)", payment.Lines[1].Name);
        Assert.Equal(order.PaymentId, shop.Payments.IdOf(payment.Reference));
    }

    [Fact]
    public async Task CreateOrder_SameSourceAtOnce_IsOneOrderAndEachLinkOpensIt()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        var request = Make.Order("basket:1", Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.SendAsync(request))));

        var created = results.Cast<CreateOrderResult.Created>().ToList();
        Assert.Single(created.Select(c => c.OrderId).Distinct());
        Assert.Equal(8, created.Select(c => c.LinkToken).Distinct().Count());
        Assert.Equal(1, await shop.Shop.ReadAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(1, await shop.Shop.ReadAsync(db => db.Set<AttachmentClaim>().CountAsync()));
        foreach (var each in created) Assert.NotNull(await shop.SendAsync(new GetOrderByLink(each.LinkToken)));
    }

    [Fact]
    public async Task CreateOrder_Free_IsPaidAtOnceWithoutAnyPayment()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.Free()));

        Assert.False(created.ToPay);
        Assert.Empty(shop.Payments.Opened);
        var paid = Assert.Single(shop.Heard.Of<OrderPaid>());
        Assert.Null(paid.PaymentId);
        Assert.Equal(0, paid.TotalPence);
        var order = await shop.RowAsync(created);
        Assert.Equal(OrderState.Paid, order.State);
        Assert.Equal(OrderLineState.ToDo, order.Lines[0].State);
        Assert.NotNull(await shop.SendAsync(new GetOrderByLink(paid.LinkToken)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    public async Task CreateOrder_BetweenFreeAndThirtyPence_IsRefusedAndNothingIsMade(long pence)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var line = Make.Line(Make.Snapshot("stamp", "Stamp", "post", [Make.Charge("stamp", pence)], []));
        var result = Assert.IsType<CreateOrderResult.AmountTooSmall>(await shop.SendAsync(Make.Order(line)));
        Assert.Equal(30, result.MinimumPence);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Order>().CountAsync()));
    }

    [Fact]
    public async Task CreateOrder_RequiredDocumentMissing_NamesTheDraftAndMakesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var (with, without) = (Guid.NewGuid(), Guid.NewGuid());
        await shop.UploadAsync(with, "plan");
        await shop.UploadAsync(without, "other");
        var snapshot = Make.SkipPermit(Make.Slot("plan"), Make.Slot("photo", required: false));

        var result = await shop.SendAsync(Make.Order(Make.Line(snapshot, with), Make.Line(snapshot, without)));

        Assert.Equal([without], Assert.IsType<CreateOrderResult.DocumentsMissing>(result).DraftIds);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Order>().CountAsync()));
        Assert.Empty(shop.Payments.Opened);
    }

    [Fact]
    public async Task CreateOrder_PaymentCannotBeOpened_LeavesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider, services => services.AddBrokenPayments());
        await Assert.ThrowsAsync<TimeoutException>(() => shop.SendAsync(Make.Order(Make.Line(Make.SkipPermit()))));
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<OrderLink>().CountAsync()));
    }

    [Fact]
    public async Task CreateOrder_Links_AreStoredAsHashOnly()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var links = await shop.Shop.ReadAsync(db => db.Set<OrderLink>().Select(l => l.TokenHash).ToListAsync());
        Assert.Equal([AccessToken.Hash(created.LinkToken)], links);
    }

    [Fact]
    public async Task WithdrawOrder_Unpaid_LapsesQuietlyAndFreesDocumentsAndKey()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        var request = Make.Order("basket:1", Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        var first = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(request));

        Assert.True(await shop.SendAsync(new WithdrawOrder(first.OrderId)));
        Assert.False(await shop.SendAsync(new WithdrawOrder(first.OrderId)));

        Assert.Empty(shop.Heard.Of<OrderLapsed>());
        Assert.True((await shop.SendAsync(new GetOrderByLink(first.LinkToken)))!.Withdrawn);
        var second = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(request));
        Assert.NotEqual(first.OrderId, second.OrderId);
    }

    [Fact]
    public async Task WithdrawOrder_Paid_DoesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        Assert.False(await shop.SendAsync(new WithdrawOrder(created.OrderId)));
        Assert.Equal(OrderState.Paid, (await shop.RowAsync(created)).State);
    }

    [Fact]
    public async Task OpenOrder_Known_GivesAFreshKey()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var again = await shop.SendAsync(new OpenOrder(created.OrderId));
        Assert.NotEqual(created.LinkToken, again.LinkToken);
        Assert.Equal(created.Reference, (await shop.SendAsync(new GetOrderByLink(again.LinkToken)))!.Reference);
        Assert.True(again.ToPay);
    }
}
