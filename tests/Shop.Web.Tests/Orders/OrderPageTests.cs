using System.Net;
using Shop.Orders.Contracts;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Orders;

/// <summary>Every state of an order's page says what is true, and what is typed by a resident is never run.</summary>
public sealed class OrderPageTests(OrdersWebShop shop) : IClassFixture<OrdersWebShop>, IDisposable
{
    private readonly Visitor _visitor = new(shop.Address);

    [Fact]
    public async Task Order_NotPaidYet_SaysSoAndLeadsToStripe()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync(), await shop.CertificatesAsync());
        await ShowAsync(order);
        Assert.Equal("You have not been charged", _visitor.Heading);
        await _visitor.SubmitAsync("Pay £146.00 now");
        Assert.StartsWith("/c/pay/", _visitor.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_SessionInTheAddress_ProvesNothing()
    {
        using var paying = new Shopper(shop.Address);
        var (paid, open) = (await shop.OrderAsync(await shop.CertificatesAsync()), await shop.OrderAsync(await shop.CertificatesAsync()));
        await paying.Visitor.GoAsync($"/orders/{paid.LinkToken}");
        await paying.Visitor.SubmitAsync("Pay £25.00 now");
        var paidSession = paying.Visitor.Address.Segments[^1];
        await paying.PayByCardAsync();
        Assert.Equal("Payment received", paying.Visitor.Heading);

        await ShowAsync(open);
        await _visitor.SubmitAsync("Pay £25.00 now");
        var openSession = _visitor.Address.Segments[^1];
        foreach (var session in new[] { paidSession, openSession, "cs_test_guessed", "%3Cscript%3E" })
        {
            await _visitor.GoAsync(new Uri(shop.Address, $"/orders/{open.LinkToken}?session={session}").ToString());
            Assert.Equal("You have not been charged", _visitor.Heading);
        }
    }

    [Fact]
    public async Task Order_DeclinedThenPaid_FollowsWhatStripeSays()
    {
        using var shopper = new Shopper(shop.Address);
        var order = await shop.OrderAsync(await shop.CertificatesAsync());
        await shopper.Visitor.GoAsync($"/orders/{order.LinkToken}");
        await shopper.Visitor.SubmitAsync("Pay £25.00 now");
        await shopper.PayByCardAsync("4000000000009995");
        await ShowAsync(order);
        Assert.Equal("Your payment was declined", _visitor.Heading);
        Assert.Contains("You have not been charged. Your card was declined because there was not enough money in the account.", _visitor.MainText, StringComparison.Ordinal);

        await shopper.PayByCardAsync();
        Assert.Equal("Payment received", shopper.Visitor.Heading);
        await ShowAsync(order);
        Assert.Equal("Payment received", _visitor.Heading);
        Assert.Contains(order.Reference.ToString(), _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("with Visa ending 4242", _visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_Paid_TellsWhatHappensNextAndIsPrivate()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        await ShowAsync(order);
        Assert.Equal(HttpStatusCode.OK, _visitor.Status);
        Assert.Contains("Street works team", _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("at the latest", _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("no-store", _visitor.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("no-referrer", _visitor.Headers["Referrer-Policy"]);
        Assert.Equal("noindex", _visitor.Page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.DoesNotContain("ada@example.com", _visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_Free_IsPlacedWithoutReceipt()
    {
        var order = await shop.OrderAsync(await shop.LineAsync("clinical-waste"));
        await ShowAsync(order);
        Assert.Equal("Order placed", _visitor.Heading);
        Assert.DoesNotContain("receipt", _visitor.MainText, StringComparison.OrdinalIgnoreCase);
        await _visitor.GoAsync($"/orders/{order.LinkToken}/receipt");
        Assert.Equal($"/orders/{order.LinkToken}", _visitor.Address.AbsolutePath);
    }

    [Fact]
    public async Task Order_Lapsed_LeadsBackToTheSameChoices()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        await shop.LapseAsync(order);
        await ShowAsync(order);
        Assert.Equal("Your order was not paid in time", _visitor.Heading);
        Assert.Contains("You have not been charged", _visitor.MainText, StringComparison.Ordinal);
        await _visitor.ClickAsync("Skip permit");
        Assert.Equal("/services/skip-permit?option-length=2-weeks", _visitor.Address.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, _visitor.Status);
    }

    [Fact]
    public async Task Order_Withdrawn_SaysItHasEnded()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        await shop.SendAsync(new WithdrawOrder(order.OrderId));
        await ShowAsync(order);
        Assert.Contains("this order has ended", _visitor.MainText, StringComparison.Ordinal);
        Assert.Null(_visitor.Page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Order_MoneyThatDoesNotFit_IsCalmAndCannotBePaidAgain()
    {
        var order = await shop.OrderAsync(await shop.SkipPermitAsync());
        await shop.PayAsync(order, "ch_wrong", 1);
        await ShowAsync(order);
        Assert.Equal("We are checking your payment", _visitor.Heading);
        Assert.Null(_visitor.Page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Order_PaidTwice_SaysAPersonLooks()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        await shop.PayAsync(order, "ch_second");
        await ShowAsync(order);
        Assert.Contains("We have received £121.00 more than this order costs", _visitor.MainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("%3Cscript%3E")]
    [InlineData("..%2f..%2fetc")]
    public async Task Order_WrongKey_IsTheSamePageAsAnExpiredOne(string token)
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        await shop.ExpireLinksAsync(order);
        await ShowAsync(order);
        var expired = (_visitor.Status, _visitor.MainText);
        await _visitor.GoAsync($"/orders/{token}");
        Assert.Equal(expired, (_visitor.Status, _visitor.MainText));
        Assert.Equal(HttpStatusCode.NotFound, _visitor.Status);
        await _visitor.GoAsync($"/orders/{token}/receipt");
        Assert.Equal(HttpStatusCode.NotFound, _visitor.Status);
    }

    [Fact]
    public async Task Receipt_Over250Pounds_HasEverythingAVatInvoiceNeedsAndRunsNothing()
    {
        var search = await shop.LineAsync("land-search", 1, ("parts", "full"), ("property", "residential"), ("extra-parcels", "0"));
        var order = await shop.PaidOrderAsync(search, await shop.SkipPermitAsync(), await shop.SkipPermitAsync());
        await _visitor.GoAsync($"/orders/{order.LinkToken}/receipt");
        Assert.Equal("VAT receipt", _visitor.Heading);
        foreach (var needed in new[] { "Larkmere Council", "GB999999973", "Mere House", order.Reference.ToString(), "20%", "Outside scope", $"Ada {OrdersWebShop.Hostile}", "1 High Street" })
            Assert.Contains(needed, _visitor.MainText, StringComparison.Ordinal);
        Assert.Empty(_visitor.Page.QuerySelectorAll("main svg"));
        var total = new Shop.Kernel.Money(search.GrossPence + 242_00).ToString();
        Assert.Equal(total, _visitor.Page.QuerySelectorAll(".app-total-row td")[^1].TextContent.Trim());
    }

    [Fact]
    public async Task FindOrder_KnownAndUnknown_AnswerTheSame()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        var answers = new List<string>();
        foreach (var (reference, email) in new[] { (order.Reference.ToString(), "ada@example.com"), (order.Reference.ToString(), "eve@example.com"), (Shop.Kernel.OrderReference.New().ToString(), "ada@example.com") })
        {
            await _visitor.GoAsync("/find-order");
            await _visitor.SubmitAsync("Send me a link", ("reference", reference), ("email", email));
            answers.Add($"{_visitor.Status} {_visitor.Address.PathAndQuery} {_visitor.MainText}");
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("Check your email", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindOrder_Mistakes_AreNamedAndInputIsKept()
    {
        await _visitor.GoAsync("/find-order?reference=BCD-234-XYY");
        Assert.Equal("BCD-234-XYY", _visitor.Page.QuerySelector("[name=reference]")!.GetAttribute("value"));
        await _visitor.SubmitAsync("Send me a link", ("reference", OrdersWebShop.Hostile), ("email", "nobody"));
        Assert.Equal(["Check your order reference. It has 9 letters and numbers, like BCD-234-XYZ", "Enter an email address in the correct format, like name@example.com"], _visitor.Errors);
        Assert.Equal(OrdersWebShop.Hostile, _visitor.Page.QuerySelector("[name=reference]")!.GetAttribute("value"));
    }

    public void Dispose() => _visitor.Dispose();

    private Task ShowAsync(CreateOrderResult.Created order) => _visitor.GoAsync($"/orders/{order.LinkToken}");
}
