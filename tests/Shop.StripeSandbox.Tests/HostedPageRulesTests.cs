using System.Net;

namespace Shop.StripeSandbox.Tests;

public sealed class HostedPageRulesTests : SandboxTest
{
    [Theory]
    [InlineData("4000000000000002", "card_declined", "generic_decline", "Your card was declined.")]
    [InlineData("4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds.")]
    [InlineData("4000000000009987", "card_declined", "lost_card", "Your card was declined.")]
    [InlineData("4000000000009979", "card_declined", "stolen_card", "Your card was declined.")]
    [InlineData("4000000000000069", "expired_card", "expired_card", "Your card has expired.")]
    [InlineData("4000000000000127", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")]
    [InlineData("4000000000000119", "processing_error", "processing_error", "An error occurred while processing your card.")]
    [InlineData("4100000000000019", "card_declined", "fraudulent", "Your card was declined.")]
    public async Task Pay_EachDecline_HasItsCodeAndLeavesTheSessionOpenForAnotherCard(string card, string code, string declineCode, string message)
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();

        var page = await payer.PayAsync(session.Url, card);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(message, page.Alert, StringComparison.Ordinal);
        var intent = (await SessionAsync(session.Id, "payment_intent.latest_charge")).PaymentIntent;
        Assert.Equal((code, declineCode), (intent.LastPaymentError.Code, intent.LastPaymentError.DeclineCode));
        Assert.Equal((false, code), (intent.LatestCharge.Paid, intent.LatestCharge.FailureCode));
        var delivered = await Sandbox.Receiver.WaitForAsync(3);
        Assert.Equal(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"], delivered.Select(d => d.Type));

        Assert.Equal(HttpStatusCode.SeeOther, (await payer.SubmitAsync(session.Url, page.Html, Cards.Visa)).Status);
        var paid = await SessionAsync(session.Id, "payment_intent.latest_charge");
        Assert.Equal(("paid", intent.Id), (paid.PaymentStatus, paid.PaymentIntentId));
        Assert.Equal(2, (await Client.V1.Charges.ListAsync(new() { PaymentIntent = intent.Id })).Count());
    }

    [Theory]
    [InlineData("4242424242424241", "Your card number is incorrect.")]
    [InlineData("4242", "Your card number is incorrect.")]
    [InlineData("4111111111111111", "non test card")]
    public async Task Pay_ANumberThatIsNoTestCard_MakesNoPaymentIntent(string number, string message)
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var page = await payer.PayAsync(session.Url, number);
        Assert.Contains(message, page.Alert, StringComparison.Ordinal);
        Assert.DoesNotContain(number, page.Html.DocumentElement.OuterHtml.Replace("4242 4242", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null((await SessionAsync(session.Id)).PaymentIntentId);
        Assert.Empty(await Client.V1.PaymentIntents.ListAsync());
    }

    [Theory]
    [InlineData("email", "", "Enter your email address")]
    [InlineData("email", "pat", "Enter an email address in the correct format")]
    [InlineData("number", "", "Enter your card number")]
    [InlineData("expiry", "", "Enter the expiry date")]
    [InlineData("expiry", "13/40", "Enter the expiry date as month and year")]
    [InlineData("expiry", "next year", "Enter the expiry date as month and year")]
    [InlineData("expiry", "01/20", "expiration date is in the past")]
    [InlineData("cvc", "12", "must be 3 digits")]
    [InlineData("name", "", "Enter the name on the card")]
    [InlineData("postcode", "", "Enter the postcode")]
    public async Task Pay_WithAFieldWrong_LinksToItAndKeepsTheOthers(string field, string value, string message)
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();

        var page = await payer.PayAsync(session.Url, Cards.Visa, (field, value));

        var link = Assert.Single(page.Html.QuerySelectorAll("[role=alert] a"));
        Assert.Equal("#" + field, link.GetAttribute("href"));
        Assert.Contains(message, link.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Error: ", page.Html.Title, StringComparison.Ordinal);
        Assert.Equal("true", page.Html.QuerySelector("#" + field)!.GetAttribute("aria-invalid"));
        foreach (var (kept, typed) in new[] { ("email", "pat@example.com"), ("name", "Pat Payer"), ("postcode", "AB1 2CD") })
            Assert.Equal(kept == field ? value : typed, page.Html.QuerySelector("#" + kept)!.GetAttribute("value"));
        foreach (var secret in (string[])["number", "expiry", "cvc"]) Assert.Equal("", page.Html.QuerySelector("#" + secret)!.GetAttribute("value"));
    }

    [Fact]
    public async Task Page_Always_EscapesWhatTheShopSentAndForbidsScripts()
    {
        const string Evil = "<script>alert(1)</script>\"'&";
        var session = await Sandbox.CreateSessionAsync(change: o =>
        {
            o.LineItems[0].PriceData.ProductData.Name = Evil;
            o.LineItems[0].PriceData.ProductData.Description = Evil;
            o.CustomText = new() { Submit = new() { Message = Evil } };
            o.SuccessUrl = "http://user;script-src@shop.test/?" + Evil.Replace(" ", "", StringComparison.Ordinal);
        });
        using var response = await Sandbox.Http.GetAsync(session.Url);
        var html = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://shop.test:* https://shop.test:*; base-uri 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("TEST", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForEveryField_HasALabelAndItsAutocompleteName()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var html = (await payer.GetAsync(session.Url)).Html;
        Assert.Equal(["email", "cc-number", "cc-exp", "cc-csc", "cc-name", "postal-code"],
            html.QuerySelectorAll("input:not([type=hidden])").Select(i => i.GetAttribute("autocomplete")));
        foreach (var input in html.QuerySelectorAll("input:not([type=hidden])")) Assert.NotNull(html.QuerySelector($"label[for={input.Id}]"));
        Assert.Equal("http://127.0.0.1:9/cancelled", html.QuerySelector("p.after a")!.GetAttribute("href"));
        Assert.Equal("Pay Test merchant", html.QuerySelector("#summary")!.TextContent);
        Assert.Empty(html.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task Pay_WithoutTheTokenOfItsBrowser_TakesNothing()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        using var stranger = Sandbox.OpenBrowser();
        var shown = (await payer.GetAsync(session.Url)).Html;

        var page = await stranger.SubmitAsync(session.Url, shown, Cards.Visa);

        Assert.Contains("open for too long", page.Alert, StringComparison.Ordinal);
        Assert.Null((await SessionAsync(session.Id)).PaymentIntentId);
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.SubmitAsync(session.Url, page.Html, Cards.Visa)).Status);
    }

    [Fact]
    public async Task Pay_TwiceAtOnce_ChargesOnceAndLeadsBothBack()
    {
        for (var round = 0; round < 10; round++)
        {
            var session = await Sandbox.CreateSessionAsync();
            using var payer = Sandbox.OpenBrowser();
            var shown = (await payer.GetAsync(session.Url)).Html;

            var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => payer.SubmitAsync(session.Url, shown, Cards.Gb)));

            Assert.All(pages, p => Assert.Equal((HttpStatusCode.SeeOther, $"http://127.0.0.1:9/return?session={session.Id}"), (p.Status, p.Location)));
            var intent = (await SessionAsync(session.Id)).PaymentIntentId;
            Assert.Single(await Client.V1.Charges.ListAsync(new() { PaymentIntent = intent }));
        }
    }

    [Fact]
    public async Task Page_OfACompleteSession_LeadsBackAndOfAnUnknownOneIs404()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Visa);
        Assert.Equal($"http://127.0.0.1:9/return?session={session.Id}", (await payer.GetAsync(session.Url)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await payer.GetAsync("/c/pay/cs_test_unknown")).Status);
    }

    [Fact]
    public async Task Page_WithTheCustomersEmail_DoesNotAskForIt()
    {
        var session = await Sandbox.CreateSessionAsync(change: o => o.CustomerEmail = "fixed@example.com");
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Visa, ("email", "other@example.com"));
        Assert.Equal("fixed@example.com", (await SessionAsync(session.Id)).CustomerDetails.Email);
    }
}
