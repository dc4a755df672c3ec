using Shop.Checkout;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Tests.Baskets;

namespace Shop.Tests.Checkout;

public sealed class SqliteChangedBasketTests() : ChangedBasketTests(DatabaseProvider.Sqlite);

public sealed class PostgresChangedBasketTests() : ChangedBasketTests(DatabaseProvider.Postgres);

/// <summary>Back from Stripe, the basket is changed and paid anew: of its two orders only one can ever be paid.</summary>
public abstract class ChangedBasketTests(DatabaseProvider provider)
{
    [Fact]
    public async Task AcceptAndPay_ChangedAfterOrdering_ReplacesTheUnpaidOrder()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var closed = new List<string>();
        shop.Stripe.OnClose = reference =>
        {
            closed.Add(reference);
            return Task.FromResult(PaymentState.Closed);
        };
        var basketId = await shop.BasketAsync(Sample.Skip);
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.AddAsync(Sample.Certificate, basketId);
        var second = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        Assert.Equal([first], closed);
        Assert.Equal(OrderState.Lapsed, (await shop.OrderAsync(first)).State);
        Assert.Equal((OrderState.AwaitingPayment, 14_600), ((await shop.OrderAsync(second)).State, (await shop.OrderAsync(second)).TotalPence));
    }

    [Fact]
    public async Task AcceptAndPay_ContactCorrectedAfterOrdering_OrdersWithTheNewAddress()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        await shop.PayAsync(basketId);
        await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada with { Email = "right@example.com" }));
        var order = await shop.OrderAsync(CheckoutShop.ReferenceOf(await shop.PayAsync(basketId)));
        Assert.Equal("right@example.com", order.Payer.Email);
    }

    [Fact]
    public async Task AcceptAndPay_ChangedBackAgain_IsAFreshOrder()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var lineId = (await shop.ViewAsync(basketId)).Basket.Lines[0].LineId;
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.SendAsync(Sample.Skip.Choose("length", "4-weeks").Change(basketId, lineId));
        var second = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.SendAsync(Sample.Skip.Change(basketId, lineId));
        var third = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal([OrderState.Lapsed, OrderState.Lapsed, OrderState.AwaitingPayment], (await shop.OrdersAsync()).Select(o => o.State));
    }

    [Fact]
    public async Task AcceptAndPay_EarlierOrderWasPaidMeanwhile_OrdersNothingMore()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.AddAsync(Sample.Certificate, basketId);
        shop.Stripe.OnClose = async reference =>
        {
            await shop.PaidAsync(reference);
            return PaymentState.Paid;
        };
        Assert.IsType<AcceptAndPayResult.EarlierOrderPaid>(await shop.PayAsync(basketId));
        Assert.Equal(OrderState.Paid, (await shop.OrderAsync(first)).State);
        Assert.Single(await shop.OrdersAsync());
        Assert.Equal("certificate-copy", Assert.Single((await shop.ViewAsync(basketId)).Basket.Lines).Snapshot.ServiceId);
    }

    [Fact]
    public async Task AcceptAndPay_EarlierOrderIsBeingPaid_OrdersNothingMore()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        await shop.PayAsync(basketId);
        await shop.AddAsync(Sample.Certificate, basketId);
        shop.Stripe.OnClose = _ => Task.FromResult(PaymentState.Processing);
        Assert.IsType<AcceptAndPayResult.EarlierOrderPaid>(await shop.PayAsync(basketId));
        Assert.Equal(OrderState.AwaitingPayment, Assert.Single(await shop.OrdersAsync()).State);
    }

    [Fact]
    public async Task AcceptAndPay_StripeDoesNotSayWhetherTheEarlierWasPaid_OrdersNothingAndCanBeTriedAgain()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.AddAsync(Sample.Certificate, basketId);
        shop.Stripe.OnClose = _ => throw new StripeIsAway();
        Assert.IsType<AcceptAndPayResult.TryAgain>(await shop.PayAsync(basketId));
        Assert.Equal(OrderState.AwaitingPayment, Assert.Single(await shop.OrdersAsync()).State);
        shop.Stripe.OnClose = _ => Task.FromResult(PaymentState.Closed);
        Assert.NotEqual(first, CheckoutShop.ReferenceOf(await shop.PayAsync(basketId)));
    }

    [Fact]
    public async Task AcceptAndPay_TwoTabsPlaceDifferentContents_LeavesOneOrderToPay()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var before = (await shop.ViewAsync(basketId)).ContentHash;
        await shop.AddAsync(Sample.Certificate, basketId);
        var after = (await shop.ViewAsync(basketId)).ContentHash;
        await Task.WhenAll(shop.PayAsync(basketId, before), shop.PayAsync(basketId, after));
        Assert.Equal(14_600, Assert.Single(await shop.OrdersAsync(), o => o.State == OrderState.AwaitingPayment).TotalPence);
    }
}
