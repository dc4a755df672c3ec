using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Accounts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class AskPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Box_OnAFinancePage_AnswersWithTheChain()
    {
        var order = Takings.Order(Noon, "Ada Jones", "ada.jones@example.com", "9151", Takings.LandSearch);
        await shop.AnnounceAsync(order, new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, $"txn_{Guid.NewGuid():N}", 174, 10_108));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        foreach (var page in new[] { "/finance", $"/finance/payments/{order.Reference.Value}", "/finance/suspense", "/finance/days" })
        {
            await finance.GoAsync(page);
            var form = finance.Page.QuerySelector<IHtmlFormElement>("form[role=search][aria-label='Ask anything']")!;
            Assert.Equal(("get", "/finance/ask"), (form.Method, form.GetAttribute("action")));
            Assert.Equal("q", form.QuerySelector("label + div input")!.GetAttribute("name"));
        }

        foreach (var text in new[] { order.Reference.ToString(), "ada.jones%40example.com", "9151", order.ChargeId! })
        {
            await finance.GoAsync($"/finance/ask?q={text}");
            Assert.Equal((HttpStatusCode.OK, $"Order {order.Reference}"), (finance.Status, finance.Heading));
        }

        Assert.Contains("The order was paid: £102.82 by Visa 9151 for Local land charges search", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("PL730 91720 S", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("Asked for", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada Jones", finance.MainText, StringComparison.Ordinal);
        await finance.ClickAsync("£102.82 on 5 October 2026");
        Assert.Equal($"/finance/payments/{order.Reference.Value}", finance.Address.AbsolutePath);
    }

    [Fact]
    public async Task Box_ForAPriceManyPaid_ListsThemWithTheWholeList()
    {
        var orders = Enumerable.Range(0, 22).Select(i => Takings.Order(Noon.AddYears(-3).AddMinutes(i), $"<b>Payer {i}</b>", lines: [Takings.Line("odd", "Odd", "any", Takings.Part("fee", "Fee", 12_345, 0, "O", "HW210", "91210"))])).ToList();
        await shop.AnnounceAsync([.. orders]);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/ask?q=%C2%A3123.45");
        Assert.Equal("Several things may be meant by “£123.45”", finance.Heading);
        Assert.Equal(20, finance.Page.QuerySelectorAll("main tbody tr").Length);
        Assert.Empty(finance.Page.QuerySelectorAll("main td b, main th b"));
        await finance.ClickAsync("All of these payments");
        Assert.Contains("22 payments found", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/ask?q=123.45");
        await finance.ClickAsync(orders[^1].Reference.ToString());
        Assert.Equal($"Order {orders[^1].Reference}", finance.Heading);
    }

    [Fact]
    public async Task Box_WithoutAnAnswer_SaysHowToAsk()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/ask?q=%3Csvg%2Fonload%3Dalert(1)%3E");
        Assert.Equal("Nothing found for “<svg/onload=alert(1)>”", finance.Heading);
        Assert.Contains("order reference, with or without dashes", finance.MainText, StringComparison.Ordinal);
        Assert.Equal("<svg/onload=alert(1)>", finance.Page.QuerySelector<IHtmlInputElement>("#ask")!.Value);
        using var officer = await shop.SignedInAsync(StaffRole.ServiceOfficer, "street-works");
        await officer.GoAsync("/finance/ask?q=97.00");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        Assert.Null(officer.Page.QuerySelector("#ask"));
    }

    [Fact]
    public async Task Day_ItsFiguresAndChart_LeadToTheirRows()
    {
        var noon = Noon.AddYears(-4);
        await shop.AnnounceAsync(Takings.Order(noon, lines: [Takings.LandSearch]), Takings.Order(noon, lines: [Takings.LandSearch, Takings.SkipPermit]), Takings.Order(noon.AddDays(-3)));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/days/2022-10-05");
        Assert.Contains("2 payments£302.64", finance.MainText.Replace("payments £", "payments£", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["Local land charges search", "Skip permit"], finance.Page.QuerySelectorAll("table:has(#services-caption) tbody th").Select(t => t.TextContent.Trim()));
        Assert.Equal(["Total", "5", "£276.70", "£25.94", "£302.64", "£0.00", "£0.00"], finance.Page.QuerySelectorAll("table:has(#services-caption) tfoot tr > *").Select(t => t.TextContent.Trim()));

        var chart = finance.Page.QuerySelector("svg.app-chart")!;
        Assert.Equal(["chart-title", "chart-desc"], chart.GetAttribute("aria-labelledby")!.Split(' '));
        Assert.Contains("Taken: £399.64 in all, the most £302.64.", chart.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        var bars = chart.QuerySelectorAll("a");
        Assert.Equal(["Taken on 2 October 2022: £97.00", "Taken on 5 October 2022: £302.64"], bars.Select(b => b.GetAttribute("aria-label")));
        Assert.Equal(14, finance.Page.QuerySelectorAll("table:has(#days-caption) tbody tr").Length);
        await finance.GoAsync(bars[1].GetAttribute("href")!);
        Assert.Contains("£302.64 gross", finance.MainText, StringComparison.Ordinal);

        await finance.GoAsync("/finance/totals?from=2022-09-22&to=2022-10-05");
        Assert.Contains("£399.64", finance.MainText, StringComparison.Ordinal);
        foreach (var wrong in new[] { "2022-02-31", "tomorrow" })
        {
            await finance.GoAsync($"/finance/days/{wrong}");
            Assert.Equal(HttpStatusCode.NotFound, finance.Status);
        }
    }
}
