using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Checkout;
using Shop.Web.Tests.Baskets;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Checkout;

public sealed class CheckoutPageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Theory]
    [InlineData("/checkout/contact")]
    [InlineData("/checkout/check")]
    public async Task Checkout_WithoutBasket_LeadsToTheBasket(string path)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(path);
        Assert.Equal("/basket", visitor.Address.AbsolutePath);
    }

    [Fact]
    public async Task Check_WithoutContact_AsksForItFirst()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoAsync("/checkout/check");
        Assert.Equal("/checkout/contact", visitor.Address.AbsolutePath);
    }

    [Fact]
    public async Task Contact_Shown_HelpsTheBrowserFillItIn()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.ClickAsync("Pay now");
        Assert.Equal("Your contact details", visitor.Heading);
        var tokens = visitor.Page.QuerySelectorAll<IHtmlInputElement>("main input[autocomplete]").Select(i => (i.Name, i.Autocomplete));
        Assert.Equal([("name", "name"), ("organisation", "organization"), ("email", "email"), ("phone", "tel")], tokens);
        Assert.Equal("email", visitor.Page.QuerySelector("[name=email]")!.GetAttribute("type"));
    }

    [Fact]
    public async Task Contact_Wrong_TellsEachMistakeAndKeepsTheInput()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoAsync("/checkout/contact");
        var before = await shop.CountAsync("details");
        await visitor.SubmitAsync("Continue", ("name", " "), ("organisation", "Taylor & Daughters"), ("email", "sam@"), ("phone", "call me"));
        Assert.Equal(
            ["Enter your full name", "Enter an email address in the correct format, like name@example.com", "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"],
            visitor.Errors);
        Assert.StartsWith("Error: ", visitor.Page.Title, StringComparison.Ordinal);
        Assert.Equal("Taylor & Daughters", visitor.Page.QuerySelector("[name=organisation]")!.GetAttribute("value"));
        Assert.Equal("sam@", visitor.Page.QuerySelector("[name=email]")!.GetAttribute("value"));
        Assert.Equal("call me", visitor.Page.QuerySelector("[name=phone]")!.GetAttribute("value"));
        Assert.Equal(before, await shop.CountAsync("details"));
    }

    [Theory]
    [InlineData("name", "Sam\r\nBcc: eve@example.com")]
    [InlineData("name", "Sam\u0007")]
    [InlineData("email", "sam@example.com\nBcc: eve@example.com")]
    [InlineData("email", "<script>alert(1)</script>@example.com")]
    [InlineData("organisation", "\u202Egro.elpmaxe")]
    [InlineData("phone", "01632 960123; DROP TABLE")]
    public async Task Contact_Hostile_IsAnErrorAndNothingIsSaved(string field, string value)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoAsync("/checkout/contact");
        var before = await shop.CountAsync("details");
        await visitor.ForgeAsync("/checkout/contact", Forms.Contact.With(field, value));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Single(visitor.Errors);
        Assert.Equal(before, await shop.CountAsync("details"));
    }

    [Fact]
    public async Task Contact_Over250Pounds_AsksForTheAddressAndShowsItForChecking()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SeasonDetails);
        await visitor.SubmitAsync("Continue", Forms.Season(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30)));
        await visitor.ClickAsync("Pay now");
        await visitor.SubmitAsync("Continue", Forms.Contact);
        Assert.Equal(["Enter address line 1, typically the building and street", "Enter town or city", "Enter postcode"], visitor.Errors);
        await visitor.SubmitAsync("Continue", ("address-line-1", "12 Mill Lane"), ("address-town", "Larkmere"), ("address-postcode", "lm27qt"));
        Assert.Equal("/checkout/check", visitor.Address.AbsolutePath);
        Assert.Contains("LM2 7QT", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Shown_HasEveryAnswerWithChangeLinksAndSaysWhatHappensNext()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        Assert.Equal("Check your answers and pay", visitor.Heading);
        foreach (var answer in new[] { "Taylor & Daughters Ltd", "1 High Street", "Mixed shop or office rubbish", "Cardboard and food packaging", "Not provided", "sam.taylor@example.com" })
            Assert.Contains(answer, visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("Your card statement will show LARKMERE COUNCIL", visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("You will go to Stripe", visitor.MainText, StringComparison.Ordinal);
        Assert.Contains($"version {Terms.CurrentVersion}", visitor.MainText, StringComparison.Ordinal);
        Assert.Equal("Accept and pay £105.00", Assert.Single(visitor.Page.QuerySelectorAll("main button")).TextContent.Trim());
        Assert.Contains("no-store", visitor.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ChangeAnswer_ComesBackToTheCheckPage()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        var change = visitor.Page.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("Change", StringComparison.Ordinal) && a.GetAttribute("href")!.EndsWith("#description", StringComparison.Ordinal));
        await visitor.GoAsync(change.GetAttribute("href")!);
        Assert.NotNull(visitor.Page.GetElementById("description"));
        await visitor.SubmitAsync("Save", ("description", "Only cardboard"));
        Assert.Equal("/checkout/check", visitor.Address.AbsolutePath);
        Assert.Contains("Only cardboard", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_HostileText_IsShownAsText()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SacksDetails);
        await visitor.SubmitAsync("Continue", Forms.Sacks.With("business", "<svg/onload=alert(1)> & \"Sons\""));
        await visitor.GoToCheckAsync();
        Assert.Contains("<svg/onload=alert(1)> & \"Sons\"", visitor.MainText, StringComparison.Ordinal);
        Assert.Null(visitor.Page.QuerySelector("main [onload]"));
    }

    [Fact]
    public async Task Accept_Pressed_GoesToStripeBy303AndKeepsTheBasketUntilPaid()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        using var browser = shop.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/checkout/check")
        {
            Content = new FormUrlEncodedContent(Visitor.FieldsOf(visitor.Page.QuerySelector<IHtmlFormElement>("main form")!)),
        };
        request.Headers.Add("Cookie", string.Join("; ", visitor.Cookies.GetAllCookies().Select(c => $"{c.Name}={c.Value}")));
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(new Uri(shop.Sandbox, "/c/pay/").ToString(), answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        await visitor.GoAsync("/basket");
        Assert.Contains("Trade waste sacks", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_BasketChangedInOtherTab_ShowsItAgainAndOrdersNothing()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        var content = visitor.Page.QuerySelector("[name=content]")!.GetAttribute("value")!;
        await visitor.AddSacksAsync();
        await visitor.GoAsync("/checkout/check");
        var before = await shop.CountAsync("orders");
        await visitor.ForgeAsync("/checkout/check", ("content", content));
        Assert.Contains(visitor.Errors, e => e.StartsWith("Something has changed", StringComparison.Ordinal));
        Assert.Contains("Accept and pay £210.00", visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(before, await shop.CountAsync("orders"));
    }

    [Theory]
    [InlineData("content", "")]
    [InlineData("content", "forged")]
    [InlineData("terms", "1999-01")]
    public async Task Accept_Forged_OrdersNothing(string field, string value)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        var before = await shop.CountAsync("orders");
        await visitor.ForgeAsync("/checkout/check", (field, value), ("amount", "1"));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.NotEmpty(visitor.Errors);
        Assert.Equal(before, await shop.CountAsync("orders"));
    }

    [Fact]
    public async Task Accept_WithoutToken_IsRefused()
    {
        using var browser = shop.Browser();
        using var answer = await browser.PostAsync(new Uri("/checkout/check", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Accept_StripeDoesNotAnswer_SaysNothingWasChargedAndKeepsTheOrder()
    {
        var evidence = new Evidence(Path.Combine(shop.Folder, "shop.db"), shop.Sandbox);
        using var visitor = new Visitor(shop.Address) { FollowOnly = uri => uri.Port == shop.Address.Port };
        await visitor.AddSacksAsync();
        await visitor.GoToCheckAsync();
        var before = await shop.CountAsync("orders");
        await evidence.SwitchAsync("_sandbox/faults", new { match = new { method = "POST", path = "/v1/checkout/sessions" }, kind = "status", status = 500, should_retry = false, times = 1 });
        await visitor.SubmitAsync("Accept and pay");
        Assert.Equal("You have not been charged", visitor.Heading);
        Assert.StartsWith("/orders/", visitor.Page.QuerySelector("main a.govuk-button")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(before + 1, await shop.CountAsync("orders"));
    }

    [Fact]
    public async Task Journey_FromServiceToStripe_TakesSixPagesAtMost()
    {
        using var visitor = new Visitor(shop.Address) { FollowOnly = uri => uri.Port == shop.Address.Port };
        var pages = new List<string>();
        void Seen() => pages.Add(visitor.Address.AbsolutePath);
        await visitor.GoAsync("/services/trade-sacks");
        Seen();
        await visitor.SubmitAsync("Start now", ("quantity", "1"));
        Seen();
        await visitor.SubmitAsync("Continue", Forms.Sacks);
        Seen();
        await visitor.ClickAsync("Pay now");
        Seen();
        await visitor.SubmitAsync("Continue", Forms.Contact);
        Seen();
        await visitor.SubmitAsync("Accept and pay");
        Assert.NotNull(visitor.NotFollowed);
        Assert.Equal(["/services/trade-sacks", "/services/trade-sacks/details", "/basket", "/checkout/contact", "/checkout/check"], pages);
    }
}
