using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Checkout;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Tests.Baskets;

namespace Shop.Tests.Checkout;

public sealed class SqliteAcceptAndPayTests() : AcceptAndPayTests(DatabaseProvider.Sqlite);

public sealed class PostgresAcceptAndPayTests() : AcceptAndPayTests(DatabaseProvider.Postgres);

public abstract class AcceptAndPayTests(DatabaseProvider provider)
{
    [Fact]
    public async Task AcceptAndPay_ReadyBasket_OrdersWhatWasShownAndGoesToStripe()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip, Sample.Certificate);
        var reference = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        var order = await shop.OrderAsync(reference);
        Assert.Equal((OrderState.AwaitingPayment, 14_600), (order.State, order.TotalPence));
        Assert.Equal(["skip-permit", "certificate-copy"], order.Lines.OrderBy(l => l.Position).Select(l => l.ServiceId));
        Assert.Equal("ada@example.com", order.Payer.Email);
        Assert.Equal(Terms.CurrentVersion, order.AcceptedTerms);
    }

    [Fact]
    public async Task AcceptAndPay_NotPaidYet_KeepsTheBasketWithItsDocuments()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        await shop.PayAsync(basketId);
        var view = await shop.ViewAsync(basketId);
        Assert.Equal(CheckoutStep.Check, view.NextStep);
        Assert.Equal(2, Assert.Single(view.Documents).Slots.Sum(s => s.Files.Count));
    }

    [Fact]
    public async Task AcceptAndPay_FromTwoTabsOneAfterTheOther_IsOneOrder()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId, shown));
        var second = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId, shown));
        Assert.Equal(first, second);
        Assert.Single(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_ManyTimesAtOnce_IsOneOrder()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.PayAsync(basketId, shown)));
        Assert.Single(results.Select(CheckoutShop.ReferenceOf).Distinct());
        Assert.Single(await shop.OrdersAsync());
        Assert.Equal(1, await shop.Shop.ReadAsync(db => db.Set<PlacedOrder>().CountAsync()));
    }

    [Fact]
    public async Task AcceptAndPay_OrderPaidInOtherTab_ShowsThatOrder()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        await shop.PaidAsync(CheckoutShop.ReferenceOf(await shop.PayAsync(basketId, shown)));
        Assert.IsType<AcceptAndPayResult.ShowOrder>(await shop.PayAsync(basketId, shown));
        Assert.Single(await shop.OrdersAsync());
    }

    [Fact]
    public async Task OrderPaid_BasketGrewSince_TakesOutWhatWasBoughtAndForgetsWhoPaid()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var reference = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.AddAsync(Sample.Certificate, basketId);
        await shop.PaidAsync(reference);
        var view = await shop.ViewAsync(basketId);
        Assert.Equal("certificate-copy", Assert.Single(view.Basket.Lines).Snapshot.ServiceId);
        Assert.Null(view.Entered);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<GuestDetails>().CountAsync()));
    }

    [Fact]
    public async Task AcceptAndPay_SecondPurchaseOfTheDay_IsAnOrderOfItsOwn()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var first = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        await shop.PaidAsync(first);
        await shop.AddAsync(Sample.Certificate, basketId);
        await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada));
        var second = CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        Assert.NotEqual(first, second);
        Assert.Equal(OrderState.Paid, (await shop.OrderAsync(first)).State);
        Assert.Equal(2_500, (await shop.OrderAsync(second)).TotalPence);
    }

    [Fact]
    public async Task AcceptAndPay_BasketChangedSinceShown_OrdersNothing()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        await shop.AddAsync(Sample.Certificate, basketId);
        Assert.IsType<AcceptAndPayResult.Changed>(await shop.PayAsync(basketId, shown));
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_ContactChangedSinceShown_OrdersNothing()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada with { Email = "other@example.com" }));
        Assert.IsType<AcceptAndPayResult.Changed>(await shop.PayAsync(basketId, shown));
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_PriceImportedSinceShown_OrdersNothing()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        await shop.Catalogue.PriceAsync("skip-permit", "permit-2-weeks", 9_900);
        var refused = Assert.IsType<AcceptAndPayResult.NotReady>(await shop.PayAsync(basketId, shown));
        Assert.Equal(CheckoutStep.Basket, refused.Step);
        Assert.Empty(await shop.OrdersAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2019-01")]
    public async Task AcceptAndPay_OtherTerms_OrdersNothing(string terms)
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        Assert.IsType<AcceptAndPayResult.Changed>(await shop.SendAsync(new AcceptAndPay(basketId, shown, terms)));
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_MadeUpContent_OrdersNothing()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        Assert.IsType<AcceptAndPayResult.Changed>(await shop.PayAsync(basketId, "made up"));
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_DocumentMissing_AsksForItFirst()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var (basketId, lineId) = await shop.Catalogue.AddAsync(Sample.Skip);
        await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada));
        var view = await shop.ViewAsync(basketId);
        Assert.Equal(lineId, view.LineWithoutDocuments);
        var refused = Assert.IsType<AcceptAndPayResult.NotReady>(await shop.PayAsync(basketId));
        Assert.Equal(CheckoutStep.Documents, refused.Step);
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_DocumentAskedForSince_AsksForItFirst()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        await shop.Catalogue.EditAsync("certificate-copy", json => json["uploads"]!.AsArray().Add(
            new JsonObject { ["id"] = "proof", ["label"] = "Proof of identity", ["required"] = true, ["maxFiles"] = 1 }));
        var view = await shop.ViewAsync(basketId);
        Assert.Equal(CheckoutStep.Documents, view.NextStep);
        var line = await shop.SendAsync(new GetBasketLine(basketId, view.LineWithoutDocuments!.Value));
        Assert.Equal("proof", Assert.Single(line!.Snapshot.Uploads).Id);
    }

    [Fact]
    public async Task AcceptAndPay_NoContact_AsksForItFirst()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        Assert.Equal(CheckoutStep.Contact, Assert.IsType<AcceptAndPayResult.NotReady>(await shop.PayAsync(basketId)).Step);
    }

    [Fact]
    public async Task AcceptAndPay_BasketPastItsDay_OrdersNothing()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        shop.Shop.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(CheckoutStep.Basket, Assert.IsType<AcceptAndPayResult.NotReady>(await shop.PayAsync(basketId, shown)).Step);
        Assert.Empty(await shop.OrdersAsync());
    }

    [Fact]
    public async Task AcceptAndPay_Over250Pounds_NeedsTheAddressAndOrdersWithIt()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        await shop.AddAsync(Sample.SeasonTicket, basketId);
        Assert.Equal(CheckoutStep.Contact, Assert.IsType<AcceptAndPayResult.NotReady>(await shop.PayAsync(basketId)).Step);
        Assert.IsType<SaveContactResult.Invalid>(await shop.SendAsync(new SaveContact(basketId, CheckoutShop.Ada)));
        Assert.IsType<SaveContactResult.Saved>(await shop.SendAsync(new SaveContact(basketId, CheckoutShop.AdaAtHome)));
        var order = await shop.OrderAsync(CheckoutShop.ReferenceOf(await shop.PayAsync(basketId)));
        Assert.Equal(["12 Mill Lane", "Larkmere"], order.Payer.AddressLines);
        Assert.Equal("LM1 2AB", order.Payer.Postcode);
    }

    [Fact]
    public async Task AcceptAndPay_FreeOrder_IsDoneWithoutStripeAndEmptiesTheBasket()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        shop.Stripe.OnStart = _ => throw new InvalidOperationException("A free order went to Stripe.");
        var basketId = await shop.BasketAsync(Sample.ClinicalWaste);
        var shown = (await shop.ViewAsync(basketId)).ContentHash;
        Assert.IsType<AcceptAndPayResult.ShowOrder>(await shop.PayAsync(basketId, shown));
        Assert.Empty((await shop.ViewAsync(basketId)).Basket.Lines);
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<GuestDetails>().CountAsync()));
        // A double click: the browser follows the second answer.
        Assert.IsType<AcceptAndPayResult.ShowOrder>(await shop.PayAsync(basketId, shown));
        Assert.Equal(OrderState.Paid, Assert.Single(await shop.OrdersAsync()).State);
    }

    [Fact]
    public async Task AcceptAndPay_StripeDoesNotAnswer_KeepsTheOrderForLater()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Skip);
        var answer = shop.Stripe.OnStart;
        shop.Stripe.OnStart = _ => new StartPaymentResult.ProviderUnavailable();
        Assert.IsType<AcceptAndPayResult.PayLater>(await shop.PayAsync(basketId));
        shop.Stripe.OnStart = answer;
        CheckoutShop.ReferenceOf(await shop.PayAsync(basketId));
        Assert.Single(await shop.OrdersAsync());
    }

    [Fact]
    public async Task SweepCheckouts_PastTheirTime_TakesDetailsThenPlacedOrders()
    {
        await using var shop = await CheckoutShop.StartAsync(provider);
        var basketId = await shop.BasketAsync(Sample.Certificate);
        await shop.PayAsync(basketId);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await shop.SendAsync(new SweepCheckouts()));
        shop.Shop.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await shop.SendAsync(new SweepCheckouts()));
        Assert.Equal(0, await shop.SendAsync(new SweepCheckouts()));
    }
}
