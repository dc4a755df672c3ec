using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// The main job in a real browser: find a skip permit, choose two weeks, answer, attach two documents, add two birth
/// certificates, pay for both at once. With JavaScript, without, and on a narrow phone; axe on every page.
/// </summary>
public sealed class MainJourneyTests(WebShop shop, Chromium chromium) : IClassFixture<WebShop>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(1280, false)]
    [InlineData(320, true)]
    [InlineData(320, false)]
    public async Task Buy_SkipPermitAndCertificates_IsPaidAndReceipted(int width, bool javaScript)
    {
        var page = await chromium.OpenAsync(shop.Address, width, 640, javaScript);
        var steps = new Steps(page, javaScript);
        await FindSkipPermitAsync(page, steps);
        await ChooseAndAnswerAsync(page, steps);
        await AttachAsync(page, steps);
        await AddCertificatesAsync(page, steps);
        await CheckOutAsync(page, steps);
        await PayAsync(page, steps);
        await ExpectReceiptAsync(page, steps);
        await page.Context.CloseAsync();
    }

    private static async Task FindSkipPermitAsync(IPage page, Steps steps)
    {
        await page.GotoAsync("/");
        await steps.CheckAsync("**/");
        await page.GetByRole(AriaRole.Searchbox).Or(page.GetByLabel("Search", new() { Exact = false })).First.FillAsync("skip hire permitt");
        await page.Keyboard.PressAsync("Enter");
        await steps.CheckAsync("**/search?**");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Skip permit", Exact = true }).First.ClickAsync();
        await steps.CheckAsync("**/services/skip-permit");
    }

    private static async Task ChooseAndAnswerAsync(IPage page, Steps steps)
    {
        await page.GetByText("2 weeks", new() { Exact = false }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Pay now|Start now") }).ClickAsync();
        await steps.CheckAsync("**/details?**");
        await Steps.FillAsync(page, Steps.SkipPermit(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(40)));
        await Steps.ChooseAsync(page, Steps.SkipPermitChoices);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await steps.CheckAsync("**/documents");
    }

    private static async Task AttachAsync(IPage page, Steps steps)
    {
        var files = page.Locator("main input[type=file]");
        var count = await files.CountAsync();
        Assert.Equal(2, count);
        await page.Locator("main input[type=file]").Nth(0).SetInputFilesAsync(Steps.Pdf("insurance.pdf"));
        await page.Locator("main input[type=file]").Nth(1).SetInputFilesAsync(Steps.Pdf("site plan.pdf"));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Save and continue|Continue)$") }).ClickAsync();
        await steps.CheckAsync("**/basket");
        Assert.Contains("£121.00", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task AddCertificatesAsync(IPage page, Steps steps)
    {
        await page.GotoAsync("/services/certificate-copy");
        await steps.CheckAsync("**/services/certificate-copy");
        await page.GotoAsync("/services/certificate-copy/details?option-type=birth&option-speed=standard&option-reference=known&option-delivery=collect&quantity=2");
        await Steps.FillAsync(page, Steps.Certificates);
        await page.Locator("select[name=reason]").SelectOptionAsync("passport");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await steps.CheckAsync("**/basket");
        Assert.Contains("£146.00", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task CheckOutAsync(IPage page, Steps steps)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay now" }).Or(page.GetByRole(AriaRole.Link, new() { Name = "Pay now" })).First.ClickAsync();
        await steps.CheckAsync("**/checkout/contact");
        await page.GetByLabel("Full name").FillAsync("Sam Taylor");
        await page.GetByLabel("Email address").FillAsync(Shopper.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await steps.CheckAsync("**/checkout/check");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and pay £146.00" }).ClickAsync();
    }

    private static async Task PayAsync(IPage page, Steps steps)
    {
        await steps.CheckAsync("**/c/pay/**");
        await page.GetByLabel("Card number").FillAsync("4242 4242 4242 4242");
        await page.GetByLabel("Expiry date").FillAsync("12/40");
        await page.GetByLabel("Security code").FillAsync("123");
        await page.GetByLabel("Name on card").FillAsync("S Taylor");
        await page.GetByLabel("Postcode").FillAsync("LM2 7QT");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay £146.00" }).ClickAsync();
    }

    private static async Task ExpectReceiptAsync(IPage page, Steps steps)
    {
        await steps.CheckAsync("**/orders/*");
        Assert.Contains("Payment received", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("receipt", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).First.ClickAsync();
        await steps.CheckAsync("**/receipt**");
        Assert.Contains("£146.00", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
