using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Orders;

/// <summary>The page behind a pay link: says what is true without asking Stripe, and never lets two people pay.</summary>
public sealed class PayPageTests(OrdersWebShop shop) : IClassFixture<OrdersWebShop>, IDisposable
{
    private readonly Visitor _visitor = new(shop.Address);

    [Fact]
    public async Task Share_FromTheOrdersPage_GivesALinkThatSomebodyElsePaysWith()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        await _visitor.GoAsync($"/orders/{order.LinkToken}");
        await _visitor.SubmitAsync("Get a link for somebody else");
        Assert.Equal("Your link for somebody else", _visitor.Heading);
        var link = new Uri(_visitor.Address.GetLeftPart(UriPartial.Path));
        Assert.Contains(link.ToString(), _visitor.MainText, StringComparison.Ordinal);

        using var boss = new Shopper(shop.Address);
        await boss.Visitor.GoAsync(link.ToString());
        Assert.Equal("Pay £121.00", boss.Visitor.Heading);
        Assert.Contains("Larkmere Council", boss.Visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("Pay by", boss.Visitor.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", boss.Visitor.MainText, StringComparison.Ordinal);
        await boss.Visitor.SubmitAsync("Pay £121.00 now");
        await boss.PayByCardAsync();
        await _visitor.GoAsync(link.ToString());
        Assert.Equal("This has been paid", _visitor.Heading);
        Assert.Null(_visitor.Page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Look_AnyNumberOfTimes_AsksStripeNothingAndIsPrivate()
    {
        var link = await LinkAsync(await shop.OrderAsync(await shop.SkipPermitAsync()));
        for (var i = 0; i < 3; i++) await _visitor.GoAsync(link);
        Assert.Equal(HttpStatusCode.OK, _visitor.Status);
        Assert.Equal("no-referrer", _visitor.Headers["Referrer-Policy"]);
        Assert.Contains("no-store", _visitor.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("noindex", _visitor.Page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Equal(0, await AttemptsAsync(link));
    }

    [Fact]
    public async Task Pay_TwoPeopleOneLink_OneSessionAndOneCharge()
    {
        var link = await LinkAsync(await shop.OrderAsync(await shop.SkipPermitAsync()));
        using var other = new Shopper(shop.Address);
        await _visitor.GoAsync(link);
        await other.Visitor.GoAsync(link);
        await Task.WhenAll(_visitor.SubmitAsync("Pay £121.00 now"), other.Visitor.SubmitAsync("Pay £121.00 now"));
        Assert.StartsWith("/c/pay/", _visitor.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(_visitor.Address, other.Visitor.Address);
        Assert.Equal(1, await AttemptsAsync(link));
        await other.PayByCardAsync();

        await _visitor.GoAsync(new Uri(shop.Address, link).ToString());
        Assert.Equal("This has been paid", _visitor.Heading);
    }

    [Fact]
    public async Task Pay_FormOpenSinceBeforeItWasPaid_SaysPaidAndChargesNobody()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        var link = await LinkAsync(order);
        await _visitor.GoAsync(link);
        await shop.PayAsync(order, "ch_by_the_resident");
        await _visitor.SubmitAsync("Pay £121.00 now");
        Assert.Equal("This has been paid", _visitor.Heading);
        Assert.Equal(0, await AttemptsAsync(link));
    }

    [Fact]
    public async Task Look_LapsedWithdrawnOrWrongMoney_SaysWhichAndOffersNothing()
    {
        var (lapsed, withdrawn, wrong) = (await shop.OrderAsync(await shop.SkipPermitAsync()), await shop.OrderAsync(await shop.SkipPermitAsync()), await shop.OrderAsync(await shop.SkipPermitAsync()));
        var (lapsedLink, withdrawnLink, wrongLink) = (await LinkAsync(lapsed), await LinkAsync(withdrawn), await LinkAsync(wrong));
        await shop.LapseAsync(lapsed);
        await shop.SendAsync(new WithdrawOrder(withdrawn.OrderId));
        await shop.PayAsync(wrong, "ch_wrong", 1);
        foreach (var (link, heading) in new[] { (lapsedLink, "This was not paid in time"), (withdrawnLink, "This order was replaced"), (wrongLink, "We are checking a payment") })
        {
            await _visitor.GoAsync(link);
            Assert.Equal(heading, _visitor.Heading);
            Assert.Null(_visitor.Page.QuerySelector("main form"));
        }
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("%3Cscript%3E")]
    public async Task Look_WrongKey_IsNotFound(string token)
    {
        await _visitor.GoAsync($"/pay/{token}");
        Assert.Equal((HttpStatusCode.NotFound, "We cannot show this payment"), (_visitor.Status, _visitor.Heading));
        Assert.Equal("no-referrer", _visitor.Headers["Referrer-Policy"]);
    }

    [Fact]
    public async Task Staff_CallerHasNoMail_SendsALinkWithAReason()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        shop.Staff = OrdersWebShop.Officer(StaffRole.ServiceOfficer, "street-works");
        await _visitor.GoAsync("/staff/orders?q=" + order.Reference);
        await _visitor.ClickAsync(order.Reference.ToString());
        Assert.Equal($"Order {order.Reference}, not paid", _visitor.Heading);
        await _visitor.SubmitAsync("Send payment link", ("email", "nobody"), ("reason", ""));
        Assert.Equal(["Enter an email address in the correct format, like name@example.com", "Enter why you send it, in 500 characters or fewer"], _visitor.Errors);
        await _visitor.SubmitAsync("Send payment link", ("email", "boss@example.com"), ("reason", "Called, the boss pays"));
        Assert.Contains("A payment link is on its way to boss@example.com", _visitor.MainText, StringComparison.Ordinal);

        await shop.PayAsync(order, "ch_paid_now");
        await _visitor.GoAsync($"/staff/orders/{order.Reference}/pay-link");
        Assert.Equal($"/staff/orders/{order.Reference}", _visitor.Address.AbsolutePath);
        Assert.Contains("Payment link sent", _visitor.MainText, StringComparison.Ordinal);
        shop.Staff = OrdersWebShop.Officer(StaffRole.ServiceOfficer, "parking");
        await _visitor.GoAsync($"/staff/orders/{order.Reference}/pay-link");
        Assert.Equal(HttpStatusCode.NotFound, _visitor.Status);
    }

    public void Dispose()
    {
        shop.Staff = null;
        _visitor.Dispose();
    }

    private async Task<string> LinkAsync(CreateOrderResult.Created order) => $"/pay/{await shop.SendAsync(new MakePayLink(order.LinkToken))}";

    private async Task<int> AttemptsAsync(string link)
    {
        var order = (await shop.SendAsync(new GetPayLink(link["/pay/".Length..])))!.Reference.Value;
        return await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM payments_attempt a JOIN payments_payment p ON p.Id = a.PaymentId WHERE p.Reference = {order}").SingleAsync());
    }
}
