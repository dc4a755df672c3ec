using System.Net;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class SuspensePageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Suspense_TakenAndNoted_ShowsOwnerAndNoteToOthers()
    {
        var id = await shop.SuspendAsync("ch_page_1", 1234);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/suspense");
        await finance.SubmitAsync("Filter", ("owner", "nobody"), ("source", "straymoney"), ("age", "older"));
        Assert.Contains("owner=nobody", finance.Address.Query, StringComparison.Ordinal);
        var row = finance.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("£12.34", StringComparison.Ordinal));
        await finance.GoAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        await finance.SubmitAsync("Look after this item");
        Assert.Contains("You look after this item now", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Save note", ("note", " "));
        Assert.Equal(["Enter a note, in 500 characters or fewer"], finance.Errors);
        await finance.SubmitAsync("Save note", ("note", "<b>Asked</b> the bank"));
        Assert.Contains("<b>Asked</b> the bankKim FinanceOfficer", finance.MainText, StringComparison.Ordinal);
        Assert.Null(finance.Page.QuerySelector("main form[action$='handler=Take']"));

        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        await administrator.GoAsync($"/finance/suspense/{id}");
        Assert.Contains("OwnerKim FinanceOfficer", administrator.MainText, StringComparison.Ordinal);
        Assert.Empty(administrator.Page.QuerySelectorAll("main form"));
        await finance.GoAsync("/finance/suspense?owner=nobody");
        Assert.DoesNotContain("£12.34", finance.Page.QuerySelector("table")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12110", "O", "Select a subjective of income: the one you chose is none")]
    [InlineData("91210", "U", "Select a VAT code that is decided")]
    public async Task Clear_ToWhatIsNoIncomeOrHasNoVatYet_IsRefused(string subjective, string vat, string message)
    {
        var id = await shop.SuspendAsync($"ch_clear_{vat}", 4321);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/suspense/{id}/clear");
        await finance.SubmitAsync("Clear and post", ("account-1", "income"), ("costCentre-1", "HW210"), ("subjective-1", subjective), ("vatCode-1", vat), ("reason", "It is a licence"));
        Assert.Equal([message], finance.Errors);
    }

    [Fact]
    public async Task Suspense_UnknownItemOrFilter_IsNotFoundOrEverything()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/suspense/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, finance.Status);
        await finance.GoAsync("/finance/suspense?age=x&source=y&owner=z&state=w");
        Assert.Equal(HttpStatusCode.OK, finance.Status);
        await finance.GoAsync("/finance/suspense?state=cleared");
        Assert.Contains("No items match", finance.MainText, StringComparison.Ordinal);
    }
}
