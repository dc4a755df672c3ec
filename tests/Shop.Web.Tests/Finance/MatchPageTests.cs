using System.Net;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Finance.Suspense;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class MatchPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public async Task Match_ByTickingWithoutScript_ShowsTheDifferencePostsAndUndoes()
    {
        var lines = await ImportAsync(("STRIPE ONE", 10_000), ("STRIPE TWO", 300));
        await shop.AddPayoutAsync("po_tick_1", 4000, Day);
        await shop.AddPayoutAsync("po_tick_2", 6035, Day);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/bank/match");
        await finance.SubmitAsync("Update difference", ("line", lines[0].ToString()), ("payout", "po_tick_1"));
        Assert.Contains($"line={lines[0]}&payout=po_tick_1", finance.Address.Query, StringComparison.Ordinal);
        Assert.Contains("Lines £100.00 less payouts £40.00: difference £60.00", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Confirm this match", ("reason", "x"));
        Assert.Contains("differ by £60.00", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.GoAsync($"/finance/bank/match?line={lines[0]}&line={lines[1]}&payout=po_tick_1&payout=po_tick_2");
        await finance.SubmitAsync("Confirm this match", ("reason", "x"));
        Assert.Contains("Tick one bank line with its payouts", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.GoAsync($"/finance/bank/match?line={lines[0]}&payout=po_tick_1&payout=po_tick_2");
        await finance.SubmitAsync("Confirm this match", ("rest", "yes"));
        Assert.Contains("Enter why this is right", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Confirm this match", ("reason", "The bank kept 35p"));
        Assert.Contains("The match is confirmed and posted; -£0.35 is in suspense", finance.MainText, StringComparison.Ordinal);

        var recent = finance.Page.QuerySelectorAll("table")[^1].QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("po_tick_2", StringComparison.Ordinal));
        await finance.GoAsync(recent.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("-£0.35, in suspense", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Undo match", ("reason", ""));
        Assert.Contains("Enter why the match is wrong", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Undo match", ("reason", "Wrong day"));
        Assert.Contains("The match is undone", finance.MainText, StringComparison.Ordinal);
        Assert.Contains(finance.Page.QuerySelectorAll("input[name=payout]"), i => i.GetAttribute("value") == "po_tick_2");
    }

    [Fact]
    public async Task Suggestion_Confirmed_IsMatchedWithItsKind()
    {
        await ImportAsync(("STRIPE SUGGESTED", 8123));
        await shop.AddPayoutAsync("po_suggested", 8123, Day);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/bank/match");
        var row = finance.Page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("po_suggested", StringComparison.Ordinal));
        Assert.Contains("£81.23 is the amount of the payout. On the bank on the day it was due. The text says STRIPE. Nothing else fits.", row.TextContent, StringComparison.Ordinal);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)row.QuerySelector("form")!;
        await finance.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, "/finance/bank/match?handler=Confirm")) { Content = new FormUrlEncodedContent(Visitor.FieldsOf(form)) });
        Assert.Contains("The match is confirmed and posted", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_LeftOutWithAReason_AreGoneUntilTakenIn()
    {
        var lines = await ImportAsync(("COUNCIL TAX 4711", 90_011));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/bank/match?q=900.11");
        Assert.Single(finance.Page.QuerySelectorAll("input[type=checkbox][name=line]"));
        await finance.SubmitAsync("Leave lines out", ("reason", "Council tax"));
        Assert.Equal(["Tick the bank lines that you mean"], finance.Errors);
        await finance.SubmitAsync("Leave lines out", ("line", lines[0].ToString()), ("reason", "Council tax"));
        Assert.Contains("The lines are left out", finance.MainText, StringComparison.Ordinal);
        Assert.Equal(LineState.LeftOut, (await shop.SendAsync(new GetBankLine(lines[0])))!.State);
        await finance.GoAsync($"/finance/bank/lines/{lines[0]}/in");
        await finance.SubmitAsync("Take in again", ("reason", "It was ours"));
        Assert.Equal(LineState.Open, (await shop.SendAsync(new GetBankLine(lines[0])))!.State);
    }

    [Fact]
    public async Task Suspense_ClearedToTwoCodes_IsPostedAndUndone()
    {
        await ImportAsync(("HIRE OF HALL 0107", 12_000));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        var item = (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows.Single(i => i.Why.Contains("0107", StringComparison.Ordinal));
        await finance.GoAsync($"/finance/suspense/{item.Id}");
        await finance.ClickAsync("Clear to codes");
        await finance.SubmitAsync("Clear and post", ("reason", "Hall"));
        Assert.Equal(["Row 1: select where the money belongs"], finance.Errors);
        (string, string)[] codes = [("account-1", "income"), ("costCentre-1", "ED930"), ("subjective-1", "91930"), ("vatCode-1", "S"), ("amount-1", "100.00"), ("account-2", "vat-output")];
        await finance.SubmitAsync("Clear and post", [.. codes, ("amount-2", "19.99"), ("reason", "Hall")]);
        Assert.Equal(["The amounts must add up to £120.00: £0.01 is left"], finance.Errors);
        await finance.SubmitAsync("Clear and post", [.. codes, ("amount-2", "20.00"), ("reason", "")]);
        Assert.Equal(["Enter why the money belongs there, in 500 characters or fewer"], finance.Errors);
        await finance.SubmitAsync("Clear and post", [.. codes, ("amount-2", "20.00"), ("reason", "Hall hire, invoice 0107")]);
        Assert.Contains("The item is cleared and posted", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/suspense/{item.Id}/clear");
        Assert.Equal($"/finance/suspense/{item.Id}", finance.Address.AbsolutePath);
        await finance.SubmitAsync("Undo clearing", ("reason", "Another hall"));
        Assert.Contains("The clearing is undone: the item is open again", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_PostsToMatching_IsForbidden()
    {
        var lines = await ImportAsync(("FORBIDDEN", 77));
        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        await administrator.GoAsync("/staff/password");
        var token = Visitor.FieldsOf(administrator.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("main form")!).Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        var bank = await shop.BankAsync();
        var item = (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows[0].Id;
        foreach (var path in new[] { "/finance/bank/match?handler=Confirm", "/finance/bank/match?handler=Suspend", "/finance/bank/match?handler=LeaveOut", $"/finance/bank/matches/{bank.Match}", $"/finance/bank/lines/{bank.LeftOut}/in", $"/finance/bank/accounts/{bank.Account}", $"/finance/suspense/{item}/clear", $"/finance/suspense/{item}?handler=Undo" })
        {
            await administrator.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, path)) { Content = new FormUrlEncodedContent([token, new("line", lines[0].ToString()), new("reason", "x")]) });
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, administrator.Status));
        }
    }

    private async Task<IReadOnlyList<Guid>> ImportAsync(params (string Text, long Pence)[] lines)
    {
        var (account, number) = await shop.AddBankAccountAsync();
        var imported = (ImportStatementResult.Imported)await shop.SendAsync(new ImportStatement(await shop.AdministratorAsync(), account, "x.sta", BankFiles.Mt940(number, 1, Day, 0, lines)));
        return [.. (await shop.SendAsync(new GetStatement(imported.StatementId)))!.Lines.Select(l => l.Id)];
    }
}
