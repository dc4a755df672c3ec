using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Finance.Suspense;
using Shop.Kernel.Time;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Finance;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// An income officer's morning: the bank's statement in, each line with its payouts, one unknown credit explained to its
/// code, and the journal of it all out to the general ledger, which a second person approves.
/// </summary>
public sealed class IncomeOfficerMorningTests(WebShop shop, Chromium chromium) : IClassFixture<WebShop>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Morning_OfOneStatement_EndsWithNothingToExplainAndTheJournalExported(bool javaScript)
    {
        var today = shop.Services.GetRequiredService<TimeProvider>().Today();
        var tag = javaScript ? "js" : "plain";
        foreach (var (id, pence) in new[] { ("a", 7606L), ("b", 4000L), ("c", 6000L) }) await shop.AddPayoutAsync($"po_{tag}_{id}", pence, today.AddDays(-1));
        var (account, number) = await shop.AddBankAccountAsync();
        var officer = await SignInAsync(StaffRole.FinanceOfficer, javaScript);
        var senior = await SignInAsync(StaffRole.SeniorAccountant, javaScript);

        var statement = BankFiles.Mt940(number, 1, today, 0, ("STRIPE PAYMENTS UK LTD", 7606), ($"STRIPE MERGED {tag}", 10_000), ($"HIRE OF HALL {tag}", 25_000));
        await officer.ImportAsync(account, statement);
        await officer.MatchAsync(tag);
        await officer.ExplainAsync($"HIRE OF HALL {tag}");
        var left = (await shop.SendAsync(new ListBankAccounts())).Single(a => a.Id == account);
        Assert.Equal((0, 0L), (left.Open, left.OpenPence));
        Assert.DoesNotContain((await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows, i => i.Why.Contains(tag, StringComparison.Ordinal));

        await shop.SealedAsync();
        var batch = await officer.MakeBatchAsync();
        await senior.ApproveAsync(batch);
        var file = await officer.ExportAsync(batch);
        // The hall's money: a debit of suspense, a credit of the code it was cleared to.
        Assert.Contains(file.Split('\n'), l => l.Contains("\"ED930\",\"91930\",,250.00,\"E\"", StringComparison.Ordinal));
        await officer.CloseAsync();
        await senior.CloseAsync();
    }

    private async Task<Morning> SignInAsync(StaffRole role, bool javaScript)
    {
        var morning = new Morning(await chromium.OpenAsync(shop.Address, javaScript: javaScript), javaScript);
        await morning.SignInAsync((await shop.AddStaffAsync(role)).Email);
        return morning;
    }

    /// <summary>One person's window and what they do in it; each page on the way is checked.</summary>
    private sealed class Morning(IPage page, bool javaScript)
    {
        private readonly Steps _steps = new(page, javaScript);

        public async Task SignInAsync(string email)
        {
            await page.GotoAsync("/staff/sign-in");
            await Steps.FillAsync(page, new() { ["email"] = email, ["password"] = Staff.Password });
            await PressAsync("Sign in");
            await _steps.CheckAsync("**/staff");
        }

        public async Task ImportAsync(Guid account, byte[] statement)
        {
            await GoAsync("/finance/bank");
            await page.Locator("main select[name=account]").SelectOptionAsync(account.ToString());
            await page.Locator("main input[name=file]").SetInputFilesAsync(new FilePayload { Name = "today.sta", MimeType = "text/plain", Buffer = statement });
            await PressAsync("Import statement");
            await _steps.CheckAsync("**/finance/bank/statements/*");
            Assert.Contains("3 lines imported", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }

        /// <summary>The first line as suggested, the second by choosing its two payouts.</summary>
        public async Task MatchAsync(string tag)
        {
            await GoAsync("/finance/bank/match");
            await page.Locator("tr", new() { HasText = $"po_{tag}_a" }).GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
            await page.GetByText("The match is confirmed and posted").WaitForAsync();
            await GoAsync("/finance/bank/match");
            var choose = page.Locator("form[data-live-difference]");
            await choose.Locator("tr", new() { HasText = $"STRIPE MERGED {tag}" }).Locator("input[name=line]").CheckAsync(new() { Force = true });
            await ChoosePayoutAsync($"po_{tag}_b", "£60.00");
            await ChoosePayoutAsync($"po_{tag}_c", "£0.00");
            await _steps.CheckAsync("**/finance/bank/match**");
            await PressAsync("Confirm this match");
            await page.GetByText("The match is confirmed and posted").WaitForAsync();
        }

        public async Task ExplainAsync(string text)
        {
            await GoAsync("/finance/suspense?source=bankline");
            await page.Locator("tr", new() { HasText = text }).Locator("a").ClickAsync();
            await PressAsync("Look after this item");
            await page.GetByText("You look after this item now").WaitForAsync();
            await page.Locator("main a", new() { HasText = "Clear to codes" }).ClickAsync();
            foreach (var (name, value) in new[] { ("account-1", "income"), ("costCentre-1", "ED930"), ("subjective-1", "91930"), ("vatCode-1", "E") })
                await page.Locator($"[name={name}]").SelectOptionAsync(value);
            await Steps.FillAsync(page, new() { ["reason"] = "Hall hire of the 3rd, invoice 0107" });
            await _steps.CheckAsync("**/clear");
            await PressAsync("Clear and post");
            await page.GetByText("The item is cleared and posted").WaitForAsync();
            await _steps.CheckAsync("**/finance/suspense/*");
        }

        /// <summary>The address of the new batch, which its maker cannot approve.</summary>
        public async Task<string> MakeBatchAsync()
        {
            await GoAsync("/finance/exports");
            await page.Locator("main a", new() { HasText = "Make batches of" }).ClickAsync();
            await _steps.CheckAsync("**/finance/exports/new");
            await PressAsync("Make batches");
            await page.GetByText("Waits for a senior accountant who did not make it.").WaitForAsync();
            await _steps.CheckAsync("**/finance/exports/*");
            return new Uri(page.Url).AbsolutePath;
        }

        public async Task ApproveAsync(string batch)
        {
            await GoAsync(batch);
            await page.Locator("main a", new() { HasText = "Approve this batch" }).ClickAsync();
            await _steps.CheckAsync("**/approve");
            await Steps.FillAsync(page, new() { ["reason"] = "Agrees with the statement of the day" });
            await PressAsync("Approve batch");
            await page.GetByText("is approved").WaitForAsync();
        }

        /// <summary>The file as it was downloaded: what the page's fingerprint says.</summary>
        public async Task<string> ExportAsync(string batch)
        {
            await GoAsync(batch);
            await page.Locator("main a", new() { HasText = "Export this batch" }).ClickAsync();
            await page.GetByText("Generic journal").ClickAsync();
            await _steps.CheckAsync("**/export");
            await PressAsync("Make the file");
            await page.GetByText("download it below").WaitForAsync();
            await _steps.CheckAsync($"**{batch}");
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download journal-batch-").ClickAsync());
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
            await page.GetByText(Convert.ToHexStringLower(SHA256.HashData(bytes))).WaitForAsync();
            return Encoding.UTF8.GetString(bytes);
        }

        public Task CloseAsync() => page.Context.CloseAsync();

        private async Task GoAsync(string address)
        {
            await page.GotoAsync(address);
            await _steps.CheckAsync($"**{address}");
        }

        private async Task ChoosePayoutAsync(string payout, string difference)
        {
            await page.Locator($"form[data-live-difference] input[value='{payout}']").CheckAsync(new() { Force = true });
            if (!javaScript) await PressAsync("Update difference");
            await page.Locator("[data-sum=difference]", new() { HasTextRegex = new Regex($"^{difference}$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).WaitForAsync();
        }

        private Task PressAsync(string button) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }
}
