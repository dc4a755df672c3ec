using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Baskets;

public sealed class BasketPageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Basket_NothingAdded_IsEmptyAndSetsNoCookie()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/basket");
        Assert.Equal("Your basket", visitor.Heading);
        Assert.Contains("Your basket is empty", visitor.MainText, StringComparison.Ordinal);
        Assert.Empty(visitor.Cookies.GetAllCookies());
        Assert.Contains("no-store", visitor.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("' OR 1=1 --")]
    public async Task Basket_KeyNobodyWasGiven_IsEmpty(string key)
    {
        using var browser = shop.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/basket");
        request.Headers.TryAddWithoutValidation("Cookie", $"__Host-basket={key}");
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Your basket is empty", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basket_Filled_ShowsLinesTotalsAndOneGreenButton()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        Assert.Contains("£105.00, includes VAT at 20%", visitor.MainText, StringComparison.Ordinal);
        var rows = visitor.Page.QuerySelectorAll(".govuk-table tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(["Total without VAT £87.50", "VAT at 20% on £87.50 £17.50", "Total to pay £105.00"], rows);
        var button = Assert.Single(visitor.Page.QuerySelectorAll("main .govuk-button"));
        Assert.Equal(("Pay now", "/checkout/contact"), (button.TextContent.Trim(), button.GetAttribute("href")));
        Assert.Contains("Add another service", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basket_DocumentsMissing_SaysSoAndPayNowLeadsThere()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(Forms.SkipDetails);
        await visitor.SubmitAsync("Continue", Forms.Skip(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60)));
        var documents = visitor.Address.AbsolutePath;
        await visitor.GoAsync("/basket");
        Assert.Contains("Site plan: needed", visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(documents, visitor.Page.QuerySelector("main a.govuk-button")!.GetAttribute("href"));
        await visitor.GoAsync("/checkout/contact");
        Assert.Equal(documents, visitor.Address.AbsolutePath);
    }

    [Fact]
    public async Task Remove_Confirmed_TakesTheLineOut()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.ClickAsync("Remove");
        Assert.StartsWith("Remove Trade waste sacks", visitor.Heading, StringComparison.Ordinal);
        await visitor.SubmitAsync("Remove");
        Assert.Equal("/basket", visitor.Address.AbsolutePath);
        Assert.Contains("Your basket is empty", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_OfSomebodyElse_AreNotFoundAndNotTouched()
    {
        using var owner = new Visitor(shop.Address);
        await owner.AddSacksAsync();
        var change = owner.Page.QuerySelectorAll("main a").First(a => a.GetAttribute("href")!.EndsWith("/change", StringComparison.Ordinal)).GetAttribute("href")!;
        var remove = change.Replace("/change", "/remove", StringComparison.Ordinal);
        using var stranger = new Visitor(shop.Address);
        await stranger.AddSacksAsync();
        foreach (var path in new[] { change, remove })
        {
            await stranger.GoAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        }

        await stranger.GoAsync("/basket");
        await stranger.ClickAsync("Remove");
        await stranger.ForgeAsync(remove);
        await stranger.GoAsync("/basket");
        await stranger.ClickAsync("Change");
        await stranger.ForgeAsync(change, Forms.Sacks.With("business", "Stranger Ltd"));
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        await owner.GoAsync(change);
        Assert.Equal("Taylor & Daughters Ltd", owner.Page.QuerySelector("[name=business]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/basket/lines/00000000-0000-0000-0000-000000000000/change")]
    [InlineData("/basket/lines/00000000-0000-0000-0000-000000000000/remove")]
    [InlineData("/basket/lines/1/change")]
    [InlineData("/basket/lines/../remove")]
    public async Task Lines_Unknown_AreNotFound(string path)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task Change_Shown_HasWhatWasTypedAndSavesTheNewAnswers()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.ClickAsync("Change");
        Assert.Equal("Change Trade waste sacks", visitor.Heading);
        var form = visitor.Page.QuerySelector<IHtmlFormElement>("main form")!;
        var shown = Visitor.FieldsOf(form).ToDictionary(f => f.Key, f => f.Value);
        Assert.All(Forms.Sacks, f => Assert.Equal(f.Value, shown[f.Name]));
        Assert.Equal("1", shown["quantity"]);
        await visitor.SubmitAsync("Save", ("quantity", "3"));
        Assert.Equal("/basket", visitor.Address.AbsolutePath);
        Assert.Contains("£315.00", visitor.MainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("11")]
    [InlineData("99999999999")]
    [InlineData("two")]
    public async Task Change_QuantityWrong_KeepsWhatWasTypedAndTheLineAsItWas(string quantity)
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        await visitor.ClickAsync("Change");
        await visitor.SubmitAsync("Save", ("quantity", quantity), ("business", "Other Ltd"));
        Assert.Equal(["Number of rolls must be between 1 and 10"], visitor.Errors);
        Assert.Equal(quantity, visitor.Page.QuerySelector("[name=quantity]")!.GetAttribute("value"));
        Assert.Equal("Other Ltd", visitor.Page.QuerySelector("[name=business]")!.GetAttribute("value"));
        await visitor.GoAsync("/basket");
        Assert.Contains("£105.00", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basket_PriceImportedMeanwhile_MustBeAcceptedFirst()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.AddSacksAsync();
        var seed = shop.Services.GetRequiredService<Kernel.ShopSettings>().SeedData;
        try
        {
            await ImportAsync(SeedCopy.With(seed, Path.Combine(shop.Folder, "seed"), 11_000));
            await visitor.GoAsync("/basket");
            Assert.Contains("The price has changed from £105.00 to £110.00", visitor.MainText, StringComparison.Ordinal);
            Assert.DoesNotContain("Pay now", visitor.MainText, StringComparison.Ordinal);
            await visitor.GoAsync("/checkout/check");
            Assert.Equal("/basket", visitor.Address.AbsolutePath);
            await visitor.SubmitAsync("Accept the changes");
            Assert.Contains("Pay now", visitor.MainText, StringComparison.Ordinal);
            Assert.Contains("Total to pay £110.00", visitor.MainText, StringComparison.Ordinal);
        }
        finally
        {
            await ImportAsync(seed);
        }
    }

    private async Task ImportAsync(string folder)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ImportCatalogue(folder))).Faults);
    }
}
