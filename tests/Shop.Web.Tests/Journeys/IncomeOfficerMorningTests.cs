using Microsoft.Playwright;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Finance.Suspense;
using Shop.Kernel.Time;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Finance;

namespace Shop.Web.Tests.Journeys;

/// <summary>An income officer's morning: the bank's statement in, each line with its payouts, one unknown credit explained to its code.</summary>
public sealed class IncomeOfficerMorningTests(WebShop shop, Chromium chromium) : IClassFixture<WebShop>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Morning_OfOneStatement_EndsWithNothingToExplain(bool javaScript)
    {
        var today = shop.Services.GetService(typeof(TimeProvider)) is TimeProvider clock ? clock.Today() : throw new InvalidOperationException("no clock");
        var tag = javaScript ? "js" : "plain";
        foreach (var (id, pence) in new[] { ("a", 7606L), ("b", 4000L), ("c", 6000L) }) await shop.AddPayoutAsync($"po_{tag}_{id}", pence, today.AddDays(-1));
        var (account, number) = await shop.AddBankAccountAsync();
        var page = await chromium.OpenAsync(shop.Address, javaScript: javaScript);
        var steps = new Steps(page, javaScript);
        await page.GotoAsync("/staff/sign-in");
        await Steps.FillAsync(page, new() { ["email"] = (await shop.AddStaffAsync(StaffRole.FinanceOfficer)).Email, ["password"] = Staff.Password });
        await PressAsync(page, "Sign in");
        await page.WaitForURLAsync("**/staff");

        // The statement.
        await page.GotoAsync("/finance/bank");
        await page.Locator("main select[name=account]").SelectOptionAsync(account.ToString());
        await page.Locator("main input[name=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "today.sta",
            MimeType = "text/plain",
            Buffer = BankFiles.Mt940(number, 1, today, 0, ("STRIPE PAYMENTS UK LTD", 7606), ($"STRIPE MERGED {tag}", 10_000), ($"HIRE OF HALL {tag}", 25_000)),
        });
        await PressAsync(page, "Import statement");
        await steps.CheckAsync("**/finance/bank/statements/*");
        Assert.Contains("3 lines imported", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        // The first line as suggested, the second by choosing its two payouts.
        await page.GotoAsync("/finance/bank/match");
        await page.Locator("tr", new() { HasText = $"po_{tag}_a" }).Locator("button", new() { HasText = "Confirm" }).First.ClickAsync();
        await page.GetByText("The match is confirmed and posted").WaitForAsync();
        await page.GotoAsync("/finance/bank/match");
        await page.Locator("form[data-live-difference] tr", new() { HasText = $"STRIPE MERGED {tag}" }).Locator("input[name=line]").CheckAsync(new() { Force = true });
        await page.Locator($"input[value='po_{tag}_b']").Last.CheckAsync(new() { Force = true });
        if (!javaScript) await PressAsync(page, "Update difference");
        Assert.Equal("£60.00", await page.Locator("[data-sum=difference]").InnerTextAsync());
        await page.Locator($"form[data-live-difference] input[value='po_{tag}_c']").CheckAsync(new() { Force = true });
        if (!javaScript) await PressAsync(page, "Update difference");
        Assert.Equal("£0.00", await page.Locator("[data-sum=difference]").InnerTextAsync());
        await steps.CheckAsync("**/finance/bank/match**");
        await PressAsync(page, "Confirm this match");
        await page.GetByText("The match is confirmed and posted").WaitForAsync();

        // The unknown credit.
        await page.GotoAsync("/finance/suspense?source=bankline");
        await page.Locator("tr", new() { HasText = $"HIRE OF HALL {tag}" }).Locator("a").ClickAsync();
        await PressAsync(page, "Look after this item");
        await page.GetByText("You look after this item now").WaitForAsync();
        await page.Locator("main a", new() { HasText = "Clear to codes" }).ClickAsync();
        await page.Locator("[name=account-1]").SelectOptionAsync("income");
        await page.Locator("[name=costCentre-1]").SelectOptionAsync("ED930");
        await page.Locator("[name=subjective-1]").SelectOptionAsync("91930");
        await page.Locator("[name=vatCode-1]").SelectOptionAsync("E");
        await Steps.FillAsync(page, new() { ["reason"] = "Hall hire of the 3rd, invoice 0107" });
        await steps.CheckAsync("**/clear");
        await PressAsync(page, "Clear and post");
        await page.GetByText("The item is cleared and posted").WaitForAsync();
        await steps.CheckAsync("**/finance/suspense/*");

        var left = (await shop.SendAsync(new ListBankAccounts())).Single(a => a.Id == account);
        Assert.Equal((0, 0L), (left.Open, left.OpenPence));
        Assert.DoesNotContain(await OpenAsync(), i => i.Why.Contains(tag, StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task<IReadOnlyList<SuspenseRow>> OpenAsync() => (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows;

    private static Task PressAsync(IPage page, string button) => page.Locator("main button", new() { HasText = button }).First.ClickAsync();
}
