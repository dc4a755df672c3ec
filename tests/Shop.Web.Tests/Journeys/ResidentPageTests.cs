using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>Every page a resident can see, in every state: no finding of axe, and nothing sticks out sideways.</summary>
public sealed class ResidentPageTests(ResidentPages pages) : IClassFixture<ResidentPages>
{
    internal static readonly PageState<ResidentPages>[] States =
    [
        At("", "/"),
        At("search", "/search?q=skip+hire"),
        At("search", "page 2", "/search?q=licence&page=2"),
        At("search", "did you mean", "/search?q=skip+hire+permitt"),
        At("search", "nothing found", "/search?q=zzzzqq"),
        At("search", "nothing typed", "/search?q="),
        At("a-z/{letter?}", "/a-z"),
        At("a-z/{letter?}", "a letter", "/a-z/s"),
        At("a-z/{letter?}", "a letter without services", "/a-z/x"),
        At("categories/{id}", "/categories/streets"),
        At("services/{slug}", "/services/skip-permit"),
        At("services/{slug}", "many options", "/services/certificate-copy"),
        At("services/{slug}", "impossible choice", "/services/certificate-copy?option-type=birth&option-speed=priority&option-reference=known&option-delivery=second-class&quantity=1"),
        At("services/{slug}", "not yet online", "/services/scaffold-licence"),
        At("services/{slug}", "nothing chosen", "/services/certificate-copy?quantity=99&error=1"),
        At("services/{slug}/details", "/services/skip-permit/details?option-length=2-weeks"),
        new("services/{slug}/details", "errors", p => p.Guest.SendAsync("/services/skip-permit/details?option-length=2-weeks", "Continue")),
        new("services/{slug}/details", "errors of a person and a date", p => p.Guest.SendAsync("/services/certificate-copy/details?option-type=birth&option-speed=standard&option-reference=known&option-delivery=collect&quantity=2", "Continue", new() { ["event-date-day"] = "31", ["event-date-month"] = "2" })),
        At("basket", "empty", "/basket"),
        new("basket", "filled", p => p.Buyer.AtAsync("/basket")),
        new("basket", "price changed, service withdrawn", p => p.ChangedBasketAsync()),
        new("basket/lines/{lineId:guid}/change", "", p => p.Buyer.AtAsync($"{p.SkipLine}/change")),
        new("basket/lines/{lineId:guid}/change", "errors", p => p.Buyer.SendAsync($"{p.SkipLine}/change", "Save", new() { ["location-postcode"] = "nowhere", ["company"] = "" })),
        new("basket/lines/{lineId:guid}/remove", "", p => p.Buyer.AtAsync($"{p.SkipLine}/remove")),
        new("basket/lines/{lineId:guid}/documents", "uploaded", p => p.Buyer.AtAsync($"{p.SkipLine}/documents")),
        new("basket/lines/{lineId:guid}/documents", "errors of a wrong file", WrongFileAsync),
        new("checkout/contact", "", p => p.Buyer.AtAsync("/checkout/contact")),
        new("checkout/contact", "errors", p => p.Buyer.SendAsync("/checkout/contact", "Continue", new() { ["name"] = "", ["email"] = "nobody" })),
        new("checkout/check", "", p => p.Buyer.AtAsync("/checkout/check")),
        Order("to pay", "You have not been charged"),
        Order("processing", "Your payment is being processed"),
        Order("unknown", "We are waiting to hear about your payment"),
        Order("expired", "You have not been charged"),
        Order("declined", "Your payment was declined"),
        Order("fault", "Sorry, there is a problem with the service"),
        Order("busy", "Sorry, the service is busy"),
        Order("lapsed", "Your order was not paid in time"),
        Order("withdrawn", "You have not been charged"),
        Order("checking", "We are checking your payment"),
        Order("free", "Order placed"),
        Order("paid", "Payment received"),
        Order("paid twice", "Payment received"),
        Order("fulfilled", "Your order is complete"),
        Order("refused", "Your application was refused"),
        At("orders/{token}", "unknown key", "/orders/AAAAAAAAAAAAAAAAAAAAAA"),
        new("orders/{token}/receipt", "", p => p.OrderAsync("paid", "/receipt")),
        Pay("to pay", "Pay £146.00"), Pay("lapsed", "This was not paid in time"), Pay("paid", "This has been paid"),
        new("pay/{token}", "a link just made", p => p.SharedAsync()),
        At("pay/{token}", "unknown key", "/pay/AAAAAAAAAAAAAAAAAAAAAA"),
        At("find-order", "/find-order"),
        new("find-order", "errors", p => p.Guest.SendAsync("/find-order", "Send me a link", new() { ["reference"] = "BCD" })),
        new("find-order", "sent", p => p.Guest.SendAsync("/find-order", "Send me a link", new() { ["reference"] = "BCD-234-XYY", ["email"] = Shopper.Email })),
        At("help/privacy", "/help/privacy"),
        At("help/cookies", "/help/cookies"),
        At("help/contact", "/help/contact"),
        At("help/terms", "/help/terms"),
        At("help/accessibility", "/help/accessibility"),
        At("errors/{code:int}", "not found", "/no-such-page"),
        new("errors/{code:int}", "not understood", WithoutTokenAsync),
    ];

    public static TheoryData<string> Names => [.. States.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_InThisState_IsGoodAtEveryWidth(string name)
    {
        var state = States.Single(s => s.Name == name);
        var page = await state.OpenAsync(pages);
        if (state.HasErrors) await page.ExpectErrorSummaryInFocusAsync();
        await page.ExpectGoodAtEveryWidthAsync(name);
    }

    [Fact]
    public void States_ComparedWithTheShop_HaveEveryPage() =>
        Assert.Equal(Opening.RoutesOf(pages.Shop, staff: false), States.Select(s => s.Route).Distinct().Order(StringComparer.Ordinal));

    private static PageState<ResidentPages> At(string route, string address) => At(route, "", address);

    private static PageState<ResidentPages> At(string route, string what, string address) => new(route, what, p => p.Guest.AtAsync(address));

    private static PageState<ResidentPages> Order(string state, string heading) => new("orders/{token}", state, async p =>
    {
        var page = await p.OrderAsync(state);
        Assert.Equal(heading, await page.Locator("h1").InnerTextAsync());
        return page;
    });

    private static PageState<ResidentPages> Pay(string state, string heading) => new("pay/{token}", state, async p =>
    {
        var page = await p.Guest.AtAsync($"/pay/{p.PayLinks[state]}");
        Assert.Equal(heading, await page.Locator("h1").InnerTextAsync());
        return page;
    });

    private static async Task<IPage> WrongFileAsync(ResidentPages pages)
    {
        var page = await pages.Buyer.AtAsync($"{pages.SkipLine}/documents");
        await page.Locator("main input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "plan.exe", MimeType = "application/x-msdownload", Buffer = [77, 90, 0, 0] });
        return await page.SendAsync("Upload and stay on this page");
    }

    /// <summary>As if the page had been open for too long.</summary>
    private static async Task<IPage> WithoutTokenAsync(ResidentPages pages)
    {
        await pages.Guest.GotoAsync("/find-order");
        await pages.Guest.Locator("input[name=__RequestVerificationToken]").EvaluateAsync("e => e.remove()");
        return await pages.Guest.SendAsync("Send me a link");
    }
}
