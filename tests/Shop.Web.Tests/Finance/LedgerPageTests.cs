using System.Net;
using Shop.Accounts;
using Shop.Finance.Batches;
using Shop.Finance.Ledger.Chain;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class LedgerPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task TrialBalance_FollowedDown_EndsAtTheOrder()
    {
        var order = Takings.Order(Noon, lines: [Takings.SkipPermit, Takings.LandSearch]);
        await shop.AnnounceAsync(order);
        await shop.SealedAsync();
        using var auditor = await shop.SignedInAsync(StaffRole.Auditor);
        await auditor.GoAsync("/finance/ledger");
        Assert.Contains("The ledger balances", auditor.MainText, StringComparison.Ordinal);
        await auditor.ClickAsync("VAT output");
        Assert.Contains("debits less credits", auditor.MainText, StringComparison.Ordinal);
        await auditor.GoAsync($"/finance/ledger/entries?q={order.Reference}&sort=oldest");
        Assert.Equal(["", "£97.00", "£25.00", "£64.85", "£12.97"], auditor.Page.QuerySelectorAll("tbody tr").Select(r => r.Children[5].TextContent.Trim()));
        var link = auditor.Page.QuerySelector("tbody th a")!;
        await auditor.GoAsync(link.GetAttribute("href")!);
        foreach (var text in new[] { $"Order {order.Reference} paid", "5 October 2026, period 7 of 2026-27 (October 2026)", "order:" + order.Reference.Value, "Stripe clearing", "HW210", "Street works licences" })
            Assert.Contains(text, auditor.MainText, StringComparison.Ordinal);
        Assert.Equal(["Total", "£199.82", "£199.82"], auditor.Page.QuerySelectorAll("tfoot tr")[^1].Children.Select(c => c.TextContent.Trim()));
        await auditor.ClickAsync(order.Reference.ToString());
        Assert.Contains("£199.82", auditor.MainText, StringComparison.Ordinal);
        await auditor.GoAsync("/finance/ledger/chain?check=all");
        Assert.Contains("The chain holds", auditor.MainText, StringComparison.Ordinal);
        await shop.SendAsync(new CheckChain());
        await auditor.GoAsync("/finance/ledger/chain");
        Assert.Contains("The shop checks the whole chain once a night, last on", auditor.MainText, StringComparison.Ordinal);
        Assert.Contains("it held.", auditor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_AddressThatMakesNoSense_IsAnsweredAllTheSame()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        foreach (var path in new[] { "/finance/ledger?from=x&to=2026-99", "/finance/ledger/entries?from=-&account=none&after=no-guid&sort=%3Cb%3E", "/finance/exports?state=zzz&before=abc", "/finance/periods?year=99999999999" })
        {
            await finance.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, finance.Status);
        }

        foreach (var path in new[] { $"/finance/ledger/journals/{Guid.NewGuid()}", "/finance/exports/99999", "/finance/exports/99999/file.csv" })
        {
            await finance.GoAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, finance.Status);
        }
    }

    [Fact]
    public async Task Batch_MadeApprovedExportedAcknowledged_ByTwoPeople()
    {
        await shop.AnnounceAsync(Takings.Order(Noon.AddMonths(-1)));
        await shop.SealedAsync();
        using var senior = await shop.SignedInAsync(StaffRole.SeniorAccountant);
        await senior.GoAsync("/finance/exports");
        await senior.ClickAsync("Make batches");
        await senior.SubmitAsync("Make batches");
        var number = (await shop.SendAsync(new ListBatches(BatchState.Draft, null))).Rows[0].Number;
        await senior.GoAsync($"/finance/exports/{number}");
        Assert.Contains("Waits for a senior accountant who did not make it", senior.MainText, StringComparison.Ordinal);
        await senior.GoAsync($"/finance/exports/{number}/approve");
        await senior.SubmitAsync("Approve batch", ("reason", "My own"));
        Assert.Equal(["You made this batch. Ask another senior accountant to approve it"], senior.Errors);

        using var other = await shop.SignedInAsync(StaffRole.SeniorAccountant);
        await other.GoAsync($"/finance/exports/{number}");
        await other.ClickAsync("Approve this batch");
        await other.SubmitAsync("Approve batch");
        Assert.Equal(["Enter what you checked, in 500 characters or fewer"], other.Errors);
        await other.SubmitAsync("Approve batch", ("reason", "Totals agree"));
        Assert.Contains($"Batch {number} is approved", other.MainText, StringComparison.Ordinal);

        using var officer = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await officer.GoAsync($"/finance/exports/{number}/export");
        await officer.SubmitAsync("Make the file");
        Assert.Equal(["Select how the file is written"], officer.Errors);
        await officer.SubmitAsync("Make the file", ("profile", "generic"));
        Assert.Contains("SHA-256", officer.MainText, StringComparison.Ordinal);
        await officer.ClickAsync("Say that the general ledger has taken it");
        await officer.SubmitAsync("Acknowledge batch", ("note", "Voucher 4711"));
        Assert.Contains("Voucher 4711", officer.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Period_ClosedAndReopened_SaysWhoAndWhy()
    {
        using var senior = await shop.SignedInAsync(StaffRole.SeniorAccountant);
        await senior.GoAsync("/finance/periods/2024/3");
        await senior.SubmitAsync("Close period");
        Assert.Equal(["Enter a reason, in 500 characters or fewer"], senior.Errors);
        await senior.SubmitAsync("Close period", ("reason", "Signed off"));
        Assert.Contains("The period is closed", senior.MainText, StringComparison.Ordinal);
        Assert.Contains("Signed off", senior.MainText, StringComparison.Ordinal);
        await senior.GoAsync("/finance/periods/2024/3");
        await senior.SubmitAsync("Reopen period", ("reason", "A late invoice"));
        Assert.Contains("The period is open again", senior.MainText, StringComparison.Ordinal);
        await senior.GoAsync("/finance/periods/2024/14");
        Assert.Equal(HttpStatusCode.NotFound, senior.Status);
    }
}
