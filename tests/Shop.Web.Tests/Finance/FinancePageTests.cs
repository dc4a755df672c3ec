using System.Net;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class FinancePageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Payments_SearchedByEmail_ShowFiguresAndFeeNotYetKnown()
    {
        var order = Takings.Order(Noon, "Alex Gray", "alex@example.com", "1881", Takings.SkipPermit, Takings.LandSearch);
        await shop.AnnounceAsync(order);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance");
        await finance.SubmitAsync("Filter", ("q", "alex@example.com"));
        var cells = finance.Page.QuerySelectorAll("tbody tr").Single().Children.Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(order.Reference.ToString(), cells[0]);
        Assert.Equal(["5 Oct 2026, 1:00pmVisa 1881", "£199.82", "–", "not yet known", "not yet known", "Paid"], [cells[1], .. cells[3..]]);
        Assert.All(finance.Page.QuerySelectorAll("tbody td:nth-child(n+4):nth-child(-n+7)"), c => Assert.Contains("govuk-table__cell--numeric", c.ClassList));

        await shop.AnnounceAsync(new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, "txn_1", 320, 19662));
        await finance.ClickAsync(order.Reference.ToString());
        Assert.Contains("Stripe fee-£3.20 Net£196.62", finance.MainText.Replace("Stripe fee ", "Stripe fee", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var text in new[] { "HW210", "Street works licences", "91720", "Search fees", "Standard rate", "£64.85", "£12.97", "txn_1", "alex@example.com" })
            Assert.Contains(text, finance.MainText, StringComparison.Ordinal);
        Assert.Equal(["Total", "£186.85", "£12.97", "£199.82"], finance.Page.QuerySelectorAll("tfoot tr")[^1].Children.Select(c => c.TextContent.Trim()));
    }

    [Theory]
    [InlineData("?q=something+else", "Enter a whole order reference")]
    [InlineData("?from=2026-02-31", "The first day must be a real date")]
    [InlineData("?to=tomorrow", "The last day must be a real date")]
    [InlineData("?from=2026-10-02&to=2026-10-01", "The last day must be the same as or after the first day")]
    public async Task Payments_FilterThatCannotBe_SaysWhatIsWrong(string query, string message)
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance" + query);
        Assert.Equal(HttpStatusCode.OK, finance.Status);
        Assert.StartsWith(message, Assert.Single(finance.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_MoreThanAPage_AreReachedAndDownloadedWhole()
    {
        await shop.AnnounceAsync([.. Enumerable.Range(0, 120).Select(i => Takings.Order(Noon.AddYears(-1).AddMinutes(i), "=cmd|'/c calc'!A1"))]);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance?from=2025-10-05&to=2025-10-05");
        var references = new HashSet<string>();
        for (var page = 0; page < 3; page++)
        {
            foreach (var link in finance.Page.QuerySelectorAll("tbody th a")) references.Add(link.TextContent);
            if (page < 2) await finance.ClickAsync("Next page");
        }

        Assert.Equal(120, references.Count);
        var download = finance.Page.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith("Download all 120", StringComparison.Ordinal)).GetAttribute("href");
        await finance.GoAsync(download!);
        Assert.Equal("text/csv; charset=utf-8", finance.Headers["Content-Type"]);
        Assert.Contains("attachment; filename=\"payments-", finance.Headers["Content-Disposition"], StringComparison.Ordinal);
        var rows = finance.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(121, rows.Length);
        Assert.All(rows.Skip(1), r => Assert.Contains("\"'=cmd|'/c calc'!A1\"", r, StringComparison.Ordinal));
        Assert.All(rows.Skip(1), r => Assert.Contains(",97.00,0.00,,,", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Totals_OfADay_AgreeWithItsPayments()
    {
        await shop.AnnounceAsync(Takings.Order(Noon.AddYears(-2), lines: [Takings.LandSearch]), Takings.Order(Noon.AddYears(-2), lines: [Takings.LandSearch, Takings.SkipPermit]));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/totals?from=2024-10-01&to=2024-10-31");
        Assert.Contains("Total of the day £276.70 £25.94 £302.64", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("£129.70 £25.94 £155.64", finance.MainText, StringComparison.Ordinal);
        await finance.ClickAsync("Payments of this day");
        Assert.Contains("£302.64 gross", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/totals.csv?from=2024-10-01&to=2024-10-31");
        Assert.Contains("2024-10-05,\"PL730\",\"91720\",\"S\",2,129.70,25.94,155.64", finance.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefundDue_MarkedWithoutAndWithANote_LeavesTheListOnce()
    {
        var order = Takings.Order(Noon);
        await shop.AnnounceAsync(order, new OrderLineRefused(
            order.OrderId, order.Reference, order.Lines[0].LineId, order.Lines[0].Snapshot, order.Payer, "No room for a skip.", 4700, Noon, "Kim"));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/refunds-due");
        var row = finance.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(order.Reference.ToString(), StringComparison.Ordinal));
        Assert.Contains("£47.00", row.TextContent, StringComparison.Ordinal);
        await finance.GoAsync(row.QuerySelector("a[href$='/done']")!.GetAttribute("href")!);
        Assert.Contains("Stripe shows only £0.00 refunded", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Mark as made");
        Assert.Equal(["Choose how the refund was made"], finance.Errors);
        await finance.SubmitAsync("Mark as made", ("how", "bank"));
        Assert.Equal(["Enter how the refund was made, in 500 characters or fewer"], finance.Errors);
        await finance.SubmitAsync("Mark as made", ("how", "bank"), ("note", "re_123"));
        Assert.Contains("The refund is marked as made", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/refunds-due?done=true");
        Assert.Contains("re_123", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_Unknown_IsNotFound()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        foreach (var reference in new[] { "BCD234XYZ", "nothing", Kernel.OrderReference.New().Value })
        {
            await finance.GoAsync("/finance/payments/" + reference);
            Assert.Equal(HttpStatusCode.NotFound, finance.Status);
        }
    }

    [Fact]
    public async Task Names_WithMarkup_AreShownAsText()
    {
        var order = Takings.Order(Noon, "<svg/onload=alert(1)>", "markup@example.com");
        await shop.AnnounceAsync(order);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance?q=markup@example.com");
        Assert.Contains("<svg/onload=alert(1)>", finance.MainText, StringComparison.Ordinal);
        Assert.Empty(finance.Page.QuerySelectorAll("main table svg"));
    }
}
