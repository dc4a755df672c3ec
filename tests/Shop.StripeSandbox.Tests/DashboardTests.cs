using System.Net;

namespace Shop.StripeSandbox.Tests;

public sealed class DashboardTests : SandboxTest
{
    [Fact]
    public async Task Dashboard_ShowsPaymentsEventsAndDeliveriesWithEscapedText()
    {
        using var visitor = Sandbox.OpenBrowser();
        Assert.Equal(3, (await visitor.GetAsync("/")).Html.QuerySelectorAll("section p").Count(p => p.TextContent == "None yet."));
        await Sandbox.CreateSessionAsync();
        var paid = await Sandbox.PaidSessionAsync(amount: 123_456);
        await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Description = "<script>alert(1)</script>" });
        await Sandbox.Receiver.WaitForAsync(5);

        var page = await visitor.GetAsync("/");

        var text = page.Html.Body!.TextContent;
        Assert.Contains(paid.PaymentIntentId, text, StringComparison.Ordinal);
        Assert.Contains("£1,234.56", text, StringComparison.Ordinal);
        Assert.Contains("checkout.session.completed", text, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", text, StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task Receipt_OfACharge_ShowsWhatWasPaidAndGivenBack()
    {
        var paid = await Sandbox.PaidSessionAsync(amount: 9_700);
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 700 });
        using var visitor = Sandbox.OpenBrowser();
        var page = await visitor.GetAsync(paid.PaymentIntent.LatestCharge.ReceiptUrl);
        Assert.Equal(["£97.00", "£7.00"], page.Html.QuerySelectorAll("dd").Take(2).Select(d => d.TextContent));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/c/receipts/ch_nothing")).Status);
    }

    [Fact]
    public async Task Pages_SentNonsense_AnswerCalmly()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var text = new StringContent("not a form");
        using var toPage = await Sandbox.Http.PostAsync(session.Url, text);
        Assert.Equal(HttpStatusCode.OK, toPage.StatusCode);
        using var toChallenge = await Sandbox.Http.PostAsync(session.Url + "/3ds", new StringContent("x"));
        Assert.True(toChallenge.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther);
        using var broken = await Sandbox.Http.PostAsync(session.Url, new ByteArrayContent([1, 2, 3]) { Headers = { { "Content-Type", "multipart/form-data" } } });
        Assert.InRange((int)broken.StatusCode, 200, 499);
        using var nowhere = await Sandbox.Http.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }
}
