using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Shop.Web.Tests.Baskets;

public sealed class DetailsPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateOnly LongAhead = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60);

    [Fact]
    public async Task Details_Shown_SaysWhatWasChosenAndWhatItCosts()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SkipDetails);
        Assert.Equal("Skip permit: your details", visitor.Heading);
        Assert.Contains("2 weeks", visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("£121.00, no VAT", visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("kept if you withdraw or we refuse", visitor.MainText, StringComparison.Ordinal);
        Assert.Matches("Dates before .* cost £33.32 more", visitor.MainText);
        Assert.Contains("no-store", visitor.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-basket", CookieNames(visitor));
    }

    [Fact]
    public async Task Details_SentEmpty_AsksForEachAnswerInTheOrderOfThePage()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SacksDetails);
        await visitor.SubmitAsync("Continue");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.StartsWith("Error: ", visitor.Page.Title, StringComparison.Ordinal);
        var linked = visitor.Page.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href")![1..]).ToList();
        Assert.Equal(["business", "address-line-1", "address-town", "address-postcode", "waste-type", "description", "no-hazard"], linked);
        Assert.All(linked, id => Assert.NotNull(visitor.Page.GetElementById(id)));
        Assert.DoesNotContain("__Host-basket", CookieNames(visitor));
    }

    [Fact]
    public async Task Details_OneAnswerWrong_KeepsAllOthers()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SkipDetails);
        await visitor.SubmitAsync("Continue", Forms.Skip(LongAhead).With("start-date-day", "31").With("start-date-month", "2"));
        Assert.Equal(["Date must be a real date"], visitor.Errors);
        var form = visitor.Page.QuerySelector<IHtmlFormElement>("main form")!;
        var kept = Visitor.FieldsOf(form).ToDictionary(f => f.Key, f => f.Value);
        foreach (var (name, value) in Forms.Skip(LongAhead).With("start-date-day", "31").With("start-date-month", "2"))
            Assert.Equal(value, kept[name]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("3")]
    [InlineData("99999999999999999999")]
    public async Task Details_DateTooEarlyOrStrange_IsToldAtTheDate(string day)
    {
        using var visitor = new Visitor(shop.Address);
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-40);
        await visitor.GoAsync(Forms.SkipDetails);
        await visitor.SubmitAsync("Continue", Forms.Skip(yesterday).With("start-date-day", day));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Single(visitor.Errors);
        Assert.StartsWith("#start-date-", visitor.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_WithDocuments_GoesToThemAndSetsTheKeyCookie()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SkipDetails);
        await visitor.SubmitAsync("Continue", Forms.Skip(LongAhead));
        Assert.Matches("^/basket/lines/[0-9a-f-]{36}/documents$", visitor.Address.AbsolutePath);
        var key = visitor.Cookies.GetAllCookies()["__Host-basket"]!;
        Assert.Equal(22, key.Value.Length);
        Assert.True(key is { Secure: true, HttpOnly: true, Path: "/" });
        Assert.Equal(0, await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM baskets_basket WHERE Id = {key.Value}").SingleAsync()));
    }

    [Fact]
    public async Task Details_SecondService_KeepsTheSameBasket()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        var key = visitor.Cookies.GetAllCookies()["__Host-basket"]!.Value;
        await visitor.AddSacksAsync();
        Assert.Equal(key, visitor.Cookies.GetAllCookies()["__Host-basket"]!.Value);
        Assert.Equal(2, visitor.Page.QuerySelectorAll(".govuk-summary-card").Length);
    }

    [Fact]
    public async Task Details_SameFormSentTwice_AddsOneLine()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.GoAsync(Forms.SacksDetails);
        var before = await shop.CountAsync("lines");
        var page = visitor.Page;
        var form = page.QuerySelector<IHtmlFormElement>("main form")!;
        var values = Visitor.FieldsOf(form);
        values.RemoveAll(v => Forms.Sacks.Any(f => f.Name == v.Key));
        values.AddRange(Forms.Sacks.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var target = new Uri(shop.Address, Forms.SacksDetails);
        for (var i = 0; i < 2; i++)
            await visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
        Assert.Equal(before + 1, await shop.CountAsync("lines"));
    }

    [Theory]
    [InlineData("collect", false)]
    [InlineData("signed-for", true)]
    public async Task Details_CertificateByPost_AsksWhereTo_AndACollectedOneDoesNot(string delivery, bool asks)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync($"/services/certificate-copy/details?option-type=birth&option-speed=standard&option-reference=known&option-delivery={delivery}&quantity=1");
        Assert.Equal(asks, visitor.Page.QuerySelector("[name='post-to-postcode']") is not null);
        await visitor.SubmitAsync("Continue");
        Assert.Equal(asks, visitor.Errors.Any(e => e.Contains("address", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("/services/skip-permit/details", "Select an answer to")]
    [InlineData("/services/skip-permit/details?option-length=9-weeks", "Select an answer to")]
    [InlineData("/services/skip-permit/details?option-length=2-weeks&quantity=7", "only one of these")]
    [InlineData("/services/trade-sacks/details?quantity=-1", "must be between")]
    [InlineData("/services/trade-sacks/details?quantity=99999999999999", "must be between")]
    [InlineData("/services/trade-sacks/details?quantity=", "must be between")]
    [InlineData("/services/certificate-copy/details?option-type=birth&option-speed=priority&option-reference=known&option-delivery=second-class", "You cannot choose")]
    public async Task Details_OptionsWrong_ServicePageSaysWhat(string path, string message)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(path);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.DoesNotContain("/details", visitor.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains(visitor.Errors, e => e.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("2.5", "2.5")]
    [InlineData("", "")]
    [InlineData("-2", "-2")]
    [InlineData("11", "11")]
    [InlineData("99999999999999999999999999", "99999999999999999999")]
    public async Task Details_QuantityWrong_IsShownAsTyped(string typed, string shown)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync($"/services/trade-sacks/details?quantity={typed}");
        Assert.Contains(visitor.Errors, e => e.Contains("must be between", StringComparison.Ordinal));
        Assert.Equal(shown, visitor.Page.QuerySelector<IHtmlInputElement>("input[name='quantity']")!.Value);
    }

    [Theory]
    [InlineData("/services/no-such-service/details", HttpStatusCode.NotFound)]
    [InlineData("/services/taxi-driver/details", HttpStatusCode.OK)]
    public async Task Details_NotSoldOnline_LeadsToTheServicePage(string path, HttpStatusCode status)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(path);
        Assert.Equal(status, visitor.Status);
        Assert.DoesNotContain("/details", visitor.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_PostedWithoutToken_IsRefused()
    {
        using var browser = shop.Browser();
        var before = await shop.CountAsync("lines");
        using var form = new FormUrlEncodedContent(Forms.Sacks.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await browser.PostAsync(new Uri(Forms.SacksDetails, UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await shop.CountAsync("lines"));
    }

    [Theory]
    [InlineData("business", "")]
    [InlineData("business", "a\u0007b")]
    [InlineData("business", "\u202Eevil")]
    [InlineData("waste-type", "plutonium")]
    [InlineData("no-hazard", "no")]
    [InlineData("description", "TOO LONG")]
    [InlineData("address-postcode", "'; DROP TABLE baskets_line; --")]
    public async Task Details_HostileAnswer_IsAnErrorAndNothingIsAdded(string field, string value)
    {
        using var visitor = new Visitor(shop.Address);
        var before = await shop.CountAsync("lines");
        await visitor.GoAsync(Forms.SacksDetails);
        await visitor.ForgeAsync(Forms.SacksDetails, Forms.Sacks.With(field, value == "TOO LONG" ? new string('x', 30_000) : value));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Single(visitor.Errors);
        Assert.Equal(before, await shop.CountAsync("lines"));
    }

    [Theory]
    [InlineData("_form", "not-a-guid")]
    [InlineData("_form", "")]
    [InlineData("price", "1")]
    [InlineData("Slug", "skip-permit")]
    [InlineData("quantity", "10")]
    [InlineData("option-length", "1-week")]
    public async Task Details_FieldsThatAreNotQuestions_ChangeNothing(string field, string value)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SacksDetails);
        await visitor.ForgeAsync(Forms.SacksDetails, [.. Forms.Sacks, (field, value)]);
        Assert.Equal("/basket", visitor.Address.AbsolutePath);
        Assert.Contains("£105.00", visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("1 × roll", visitor.MainText, StringComparison.Ordinal);
    }

    private static IEnumerable<string> CookieNames(Visitor visitor) => visitor.Cookies.GetAllCookies().Select(c => c.Name);
}
