using System.Net;
using Shop.Accounts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Payouts and the clearing account, as finance sees them.</summary>
public sealed class PayoutPageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Payout_OfMoneyNobodyKnows_NamesEachPoundAndLeadsToItsDay()
    {
        var payout = await shop.PayOutAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/payouts");
        await finance.ClickAsync(payout);
        Assert.Equal($"/finance/payouts/{payout}", finance.Address.AbsolutePath);
        Assert.Contains("It is about no payment of this shop.", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexplained £0.00", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("Payouts in transit", finance.MainText, StringComparison.Ordinal);
        var day = finance.Page.QuerySelector("main a[href^='/finance/clearing/']")!.GetAttribute("href")!;
        await finance.GoAsync(day);
        Assert.Contains("It is not in the ledger.", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/clearing");
        Assert.Contains("The first day that differs", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStripe_ByAnOfficer_SaysSoWhereTheyWere()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/clearing");
        await finance.SubmitAsync("Read Stripe and prove now");
        Assert.Equal("/finance/clearing", finance.Address.AbsolutePath);
        Assert.Contains("Everything Stripe has told until now is read", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/payouts");
        await finance.SubmitAsync("Read Stripe now");
        Assert.Equal("/finance/payouts", finance.Address.AbsolutePath);
    }

    [Fact]
    public async Task Csv_OfAPayout_AddsUpToIt()
    {
        var payout = await shop.PayOutAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/payouts/{payout}.csv");
        var rows = finance.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.StartsWith("\"Payout\",\"Transaction\",\"Kind\"", rows[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(0m, rows[1..].Sum(r => decimal.Parse(r.Split(',')[7], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("/finance/payouts/po_unknown")]
    [InlineData("/finance/clearing/yesterday")]
    [InlineData("/finance/clearing/2026-02-31")]
    public async Task Address_ThatCannotBe_IsNotFound(string path)
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, finance.Status);
    }

    [Theory]
    [InlineData("?after=po_unknown")]
    [InlineData("?show=nonsense&from=2026-01-01")]
    public async Task Payouts_OddFilter_ShowsAPage(string query)
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/payouts" + query);
        Assert.Equal(HttpStatusCode.OK, finance.Status);
    }
}
