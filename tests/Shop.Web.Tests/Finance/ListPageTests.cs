using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MediatR;
using Shop.Accounts;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Lists whose order stands in the address, and their files.</summary>
public sealed class ListPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private const int Rows = 51;

    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("/finance/refunds?show=made", "newest first", "show=made")]
    [InlineData("/finance/refunds?show=waiting", "oldest first", "show=waiting")]
    [InlineData("/finance/refunds-due?", "oldest first", "/finance/refunds-due")]
    [InlineData("/finance/disputes?", "evidence due first", "/finance/disputes")]
    [InlineData("/finance/disputes?ended=true", "newest first", "ended=true")]
    public async Task List_Sorted_KeepsOrderAndFilterOnPagesAndInTheFile(string list, string usual, string filter)
    {
        await shop.AnnounceAsync([.. Enumerable.Range(1, Rows).Select(i => One(list, i))]);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync(list + "&sort=dearest");
        Assert.Equal(HttpStatusCode.OK, finance.Status);
        Assert.EndsWith(usual, Caption(finance), StringComparison.Ordinal);
        Assert.DoesNotContain("sort=", Next(finance), StringComparison.Ordinal);
        Assert.Equal("", Sort(finance).Value);

        await finance.SubmitAsync("Sort", ("sort", "largest"));
        foreach (var row in new[] { "£0.51", "£0.01" })
        {
            Assert.EndsWith("largest first", Caption(finance), StringComparison.Ordinal);
            Assert.Equal("largest", Sort(finance).Value);
            Assert.Contains(row, finance.Page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
            if (row == "£0.51") await finance.GoAsync(Next(finance));
        }

        var download = finance.Page.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith($"Download all {Rows}", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Contains("sort=largest", download, StringComparison.Ordinal);
        Assert.Contains(filter, download, StringComparison.Ordinal);
        await finance.GoAsync(download);
        Assert.Equal("text/csv; charset=utf-8", finance.Headers["Content-Type"]);
        var lines = finance.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Rows + 1, lines.Length);
        Assert.Contains(",0.51,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",0.01,", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_ItsLines_AreDownloaded()
    {
        var (_, statement, _, _, _) = await shop.BankAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/bank/statements/{statement}");
        await finance.ClickAsync("Download all 2 lines (CSV)");
        Assert.Contains("attachment; filename=\"bank-statement-2026-09-03.csv\"", finance.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("\"HIRE OF HALL\",\"\",\"NTRF\",250.00,\"Matched\"", finance.Page.Body!.TextContent, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/bank/statements/{statement}?show=nonsense");
        await finance.SubmitAsync("Filter", ("show", "matched"), ("sort", "largest"));
        Assert.EndsWith("largest first", finance.Page.QuerySelector("#lines-caption")!.TextContent, StringComparison.Ordinal);
        await finance.ClickAsync("Download this line (CSV)");
        Assert.Equal(2, finance.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await finance.GoAsync($"/finance/bank/statements/{statement}?show=suspense");
        Assert.Contains("No lines match.", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/bank/statements/{Guid.NewGuid()}.csv");
        Assert.Equal(HttpStatusCode.NotFound, finance.Status);
    }

    [Fact]
    public async Task Clearing_ItsDays_AreDownloaded()
    {
        await shop.PayOutAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/clearing");
        var days = finance.Page.QuerySelectorAll("table:has(#days-caption) tbody tr").Length;
        await finance.GoAsync(finance.Page.QuerySelector("a[href='/finance/clearing.csv']")!.GetAttribute("href")!);
        Assert.Equal(days + 1, finance.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A row of the list, larger and later the higher its number.</summary>
    private static INotification One(string list, int i)
    {
        var (id, order, at) = (Guid.NewGuid(), Takings.Order(Noon), Noon.AddMinutes(i));
        if (list.StartsWith("/finance/refunds-due", StringComparison.Ordinal))
            return new OrderLineRefused(order.OrderId, order.Reference, order.Lines[0].LineId, order.Lines[0].Snapshot, order.Payer, "No room for a skip.", i, at, "Kim");
        if (list.StartsWith("/finance/disputes", StringComparison.Ordinal))
            return new DisputeChanged($"dp_{id:N}", id, order.Reference.Value, order.ChargeId!, i, "fraudulent", list.Contains("ended", StringComparison.Ordinal) ? DisputeState.Won : DisputeState.UnderReview, false, null, at);
        return new RefundChanged(
            id, id, order.Reference.Value, order.ChargeId!, $"re_{id:N}", i, RefundOrigin.Dashboard, list.Contains("made", StringComparison.Ordinal) ? RefundState.Succeeded : RefundState.Failed, $"txn_{id:N}", null, null, at);
    }

    private static string Caption(Visitor visitor) => visitor.Page.QuerySelector("caption")!.TextContent.Trim();

    private static string Next(Visitor visitor) => visitor.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!;

    private static IHtmlSelectElement Sort(Visitor visitor) => visitor.Page.QuerySelector<IHtmlSelectElement>("select[name=sort]")!;
}
