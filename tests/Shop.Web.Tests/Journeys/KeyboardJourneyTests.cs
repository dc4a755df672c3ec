namespace Shop.Web.Tests.Journeys;

/// <summary>The main job without a mouse: nothing is clicked, filled in or focused by script.</summary>
public sealed class KeyboardJourneyTests(WebShop shop, Chromium chromium) : IClassFixture<WebShop>, IClassFixture<Chromium>
{
    [Fact]
    public async Task Buy_SkipPermitAndCertificates_ByKeyboardAlone()
    {
        var page = await chromium.OpenAsync(shop.Address);
        var keys = new Keyboard(page);
        await page.GotoAsync("/");

        Assert.Equal("Skip to main content", (await keys.TabAsync()).Text);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main-content", (await keys.FocusAsync()).Id);
        await keys.TabToAsync(s => s.Name == "q", back: true);
        await page.Keyboard.TypeAsync("skip hire permitt");
        await keys.EnterAsync("**/search?**");
        await keys.TabToAsync("Skip permit");
        await keys.EnterAsync("**/services/skip-permit");
        await keys.FillAsync(new() { ["option-length"] = "2-weeks" }, "Start now", "**/details?**");

        await keys.TabToAsync("Continue");
        await keys.EnterAsync("**/details?**");
        await page.Locator(".govuk-error-summary:focus").WaitForAsync();
        var first = await keys.TabAsync();
        Assert.Equal("A", first.Tag);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("INPUT", (await keys.FocusAsync()).Tag);

        var permit = Steps.SkipPermit(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(40));
        foreach (var (question, choice) in Steps.SkipPermitChoices) permit[question] = choice;
        await keys.FillAsync(permit, "Continue", "**/documents");
        await keys.FillAsync(new() { ["document-insurance"] = "insurance.pdf", ["document-site-plan"] = "site plan.pdf" }, "Continue", "**/basket");

        await keys.TabToAsync("Add another service");
        await keys.EnterAsync("**/");
        await keys.SearchAsync("copy of a birth certificate");
        await keys.TabToAsync("Birth, death or marriage certificate copy");
        await keys.EnterAsync("**/services/certificate-copy");
        await keys.FillAsync(
            new() { ["option-type"] = "birth", ["option-speed"] = "standard", ["option-reference"] = "known", ["option-delivery"] = "collect", ["quantity"] = "2" },
            "Start now", "**/details?**");
        await keys.FillAsync(new(Steps.Certificates) { ["reason"] = "passport" }, "Continue", "**/basket");

        await keys.TabToAsync("Pay now");
        await keys.EnterAsync("**/checkout/contact");
        await keys.FillAsync(new() { ["name"] = "Sam Taylor", ["email"] = Shopper.Email }, "Continue", "**/checkout/check");
        await keys.TabToAsync("Accept and pay £146.00");
        await keys.EnterAsync("**/c/pay/**");
        await keys.FillAsync(
            new() { ["number"] = Shopper.GoodCard, ["expiry"] = "12/40", ["cvc"] = "123", ["name"] = "S Taylor", ["postcode"] = "LM2 7QT" },
            "Pay £146.00", "**/orders/*");
        Assert.Contains("Payment received", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
