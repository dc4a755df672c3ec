using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>Every page of staff and finance, with and without data and with errors: no finding of axe, and nothing sticks out sideways.</summary>
public sealed class StaffPageTests(StaffPages pages) : IClassFixture<StaffPages>
{
    internal static readonly PageState<StaffPages>[] States =
    [
        new("staff/sign-in", "", p => p.Nobody.AtAsync("/staff/sign-in")),
        new("staff/sign-in", "errors", p => p.Nobody.SendAsync("/staff/sign-in", "Sign in", new() { ["email"] = "kim@larkmere.example", ["password"] = "wrong" })),
        new("staff/sign-out", "", p => p.Officer.AtAsync("/staff/sign-out")),
        new("staff/password", "", p => p.Officer.AtAsync("/staff/password")),
        new("staff/password", "errors", p => p.Officer.SendAsync("/staff/password", "Change password")),
        new("staff", "service officer", p => p.Officer.AtAsync("/staff")),
        new("staff", "finance officer", p => p.Finance.AtAsync("/staff")),
        new("staff", "administrator", p => p.Administrator.AtAsync("/staff")),
        new("staff/searches", "", p => p.Administrator.AtAsync("/staff/searches")),

        new("staff/people", "", p => p.Administrator.AtAsync("/staff/people")),
        new("staff/people/add", "", p => p.Administrator.AtAsync("/staff/people/add")),
        new("staff/people/add", "errors", p => p.Administrator.SendAsync("/staff/people/add", "Add person")),
        new("staff/people/add", "added", AddPersonAsync),
        new("staff/people/audit", "", p => p.Administrator.AtAsync("/staff/people/audit")),
        new("staff/people/{id:guid}", "", p => p.Administrator.AtAsync($"/staff/people/{p.Person}")),
        new("staff/people/{id:guid}", "access stopped", p => p.Administrator.AtAsync($"/staff/people/{p.Stopped}")),
        new("staff/people/{id:guid}/rights", "", p => p.Administrator.AtAsync($"/staff/people/{p.Person}/rights")),
        new("staff/people/{id:guid}/rights", "errors", p => p.Administrator.SendAsync($"/staff/people/{p.Person}/rights", "Save changes")),
        new("staff/people/{id:guid}/access", "", p => p.Administrator.AtAsync($"/staff/people/{p.Person}/access")),
        new("staff/people/{id:guid}/access", "errors", p => p.Administrator.SendAsync($"/staff/people/{p.Person}/access", "Stop access")),
        new("staff/people/{id:guid}/password", "", p => p.Administrator.AtAsync($"/staff/people/{p.Person}/password")),
        new("staff/people/{id:guid}/password", "given", p => p.Administrator.SendAsync($"/staff/people/{p.Person}/password", "Give a new password")),

        new("staff/orders", "", p => p.Officer.AtAsync("/staff/orders")),
        new("staff/orders", "of all teams", p => p.Administrator.AtAsync("/staff/orders?state=all")),
        new("staff/orders", "nothing to do", p => p.IdleOfficer.AtAsync("/staff/orders")),
        new("staff/orders", "nothing matches", p => p.Officer.AtAsync("/staff/orders?q=nobody")),
        Order("to do"), Order("overdue"), Order("due soon"), Order("fulfilled"), Order("refused"), Order("attention"),
        new("staff/orders/{reference}/refuse/{lineId:guid}", "", async p => await p.Officer.AtAsync(await p.RefusalAsync())),
        new("staff/orders/{reference}/refuse/{lineId:guid}", "errors", async p => await p.Officer.SendAsync(await p.RefusalAsync(), "Continue")),
        new("staff/orders/{reference}/refuse/{lineId:guid}", "confirm", async p => await p.Officer.SendAsync(await p.RefusalAsync(), "Continue", new() { ["reason"] = "The road is too narrow." })),
        new("staff/orders", "not paid", p => p.Officer.AtAsync($"/staff/orders?q={p.Unpaid.Reference}")),
        new("staff/orders/{reference}/pay-link", "", p => p.Officer.AtAsync($"/staff/orders/{p.Unpaid.Reference}/pay-link")),
        new("staff/orders/{reference}/pay-link", "errors", p => p.Officer.SendAsync($"/staff/orders/{p.Unpaid.Reference}/pay-link", "Send payment link", new() { ["email"] = "nobody" })),
        new("staff/orders/{reference}/pay-link", "not paid in time", p => p.Officer.AtAsync($"/staff/orders/{p.Lapsed.Reference}/pay-link")),

        new("finance", "", p => p.Finance.AtAsync("/finance")),
        new("finance", "nothing matches", p => p.Finance.AtAsync("/finance?q=nobody@example.com")),
        new("finance", "errors", p => p.Finance.AtAsync("/finance?q=something+else&from=2026-02-31&to=tomorrow")),
        new("finance/payments/{reference}", "", p => p.Finance.AtAsync(p.Payment("to do"))),
        new("finance/payments/{reference}", "fee known", p => StaffPages.FollowAsync(p.Finance, "/finance?q=payer-number-7@a-company-with-a-long-name.example", "-")),
        new("finance/payments/{reference}", "needs attention", p => p.Administrator.AtAsync(p.Payment("attention"))),
        new("finance/totals", "", p => p.Finance.AtAsync($"/finance/totals?{StaffPages.Differing}")),
        new("finance/totals", "nothing paid", p => p.Finance.AtAsync("/finance/totals?from=2020-01-01&to=2020-01-31")),
        new("finance/totals", "errors", p => p.Finance.AtAsync("/finance/totals?from=x&to=y")),
        new("finance/proof", "differences", p => p.Finance.AtAsync($"/finance/proof?{StaffPages.Differing}")),
        new("finance/proof", "no differences", p => p.Finance.AtAsync($"/finance/proof?{p.Agreeing}")),
        new("finance/proof", "no money", p => p.Finance.AtAsync("/finance/proof?from=2020-01-01&to=2020-01-31")),
        new("finance/proof", "errors", p => p.Finance.AtAsync("/finance/proof?from=x&to=y")),
        new("finance/proof/explain", "", p => StaffPages.FollowAsync(p.Finance, $"/finance/proof?{StaffPages.Differing}", "Explain")),
        new("finance/proof/explain", "errors", ExplainNothingAsync),
        new("finance/refunds-due", "", p => p.Finance.AtAsync("/finance/refunds-due")),
        new("finance/refunds-due", "done", p => p.Finance.AtAsync("/finance/refunds-due?done=true")),
        new("finance/refunds-due/{id:guid}/done", "", p => StaffPages.FollowAsync(p.Finance, "/finance/refunds-due", "Mark as made")),
        new("finance/refunds-due/{id:guid}/done", "errors", async p => await (await StaffPages.FollowAsync(p.Finance, "/finance/refunds-due", "Mark as made")).SendAsync("Mark as made")),
        new("finance/payments/{reference}/refund", "", p => p.Finance.AtAsync($"/finance/payments/{p.Bought}/refund")),
        new("finance/payments/{reference}/refund", "preview", p => p.Finance.AtAsync($"/finance/payments/{p.Bought}/refund?what=amount&amount=1.00")),
        new("finance/payments/{reference}/refund", "errors", p => p.Finance.AtAsync($"/finance/payments/{p.Bought}/refund?what=amount&amount=x")),
        new("finance/payments/{reference}/refund", "nothing left", p => p.Finance.AtAsync(p.Payment("to do") + "/refund")),
        new("finance/refunds", "", p => p.Finance.AtAsync("/finance/refunds")),
        new("finance/refunds", "none", p => p.Finance.AtAsync("/finance/refunds?show=ended")),
        new("finance/refunds/{id:guid}", "", p => p.Finance.AtAsync($"/finance/refunds/{p.DashboardRefund}")),
        new("finance/refunds/{id:guid}/act", "allocate", p => p.Finance.AtAsync($"/finance/refunds/{p.DashboardRefund}/act")),
        new("finance/refunds/{id:guid}/act", "errors", p => p.Finance.SendAsync($"/finance/refunds/{p.FailedRefund}/act", "Save")),
        new("finance/disputes", "", p => p.Finance.AtAsync("/finance/disputes")),
        new("finance/disputes", "none", p => p.Finance.AtAsync("/finance/disputes?ended=true")),
        new("finance/rescue", "", p => p.Finance.AtAsync("/finance/rescue")),
        new("finance/rescue", "settled", p => p.Finance.AtAsync("/finance/rescue?show=settled")),
        new("finance/rescue", "healed by itself, none", p => p.Administrator.AtAsync("/finance/rescue?show=healed")),
        new("finance/rescue/{id:guid}", "", p => StaffPages.FollowAsync(p.Finance, "/finance/rescue", "Money that does not fit")),
        new("finance/rescue/{id:guid}", "errors", SayNothingAsync),
        new("finance/rescue/{id:guid}", "settled", p => StaffPages.FollowAsync(p.Finance, "/finance/rescue?show=settled", "Money that does not fit")),
        new("finance/bank", "", p => p.Finance.AtAsync("/finance/bank")),
        new("finance/bank", "errors", p => p.Finance.SendAsync("/finance/bank", "Import statement")),
        new("finance/bank", "read only", p => p.Administrator.AtAsync("/finance/bank")),
        new("finance/bank/accounts/add", "", p => p.Finance.AtAsync("/finance/bank/accounts/add")),
        new("finance/bank/accounts/add", "errors", p => p.Finance.SendAsync("/finance/bank/accounts/add", "Add account")),
        new("finance/bank/accounts/{id:guid}", "", p => p.Finance.AtAsync($"/finance/bank/accounts/{p.Bank.Account}")),
        new("finance/bank/accounts/{id:guid}", "errors", p => p.Finance.SendAsync($"/finance/bank/accounts/{p.Bank.Account}", "Save")),
        new("finance/bank/statements/{id:guid}", "", p => p.Finance.AtAsync($"/finance/bank/statements/{p.Bank.Statement}")),
        new("finance/bank/uploads/{id:guid}", "", p => p.Finance.AtAsync($"/finance/bank/uploads/{p.Bank.Upload}")),
        new("finance/bank/uploads/{id:guid}", "errors", p => p.Finance.SendAsync($"/finance/bank/uploads/{p.Bank.Upload}", "Save layout and import", new() { ["headerRows"] = "x" })),
        new("finance/bank/match", "", p => p.Finance.AtAsync("/finance/bank/match")),
        new("finance/bank/match", "nothing found", p => p.Finance.AtAsync("/finance/bank/match?q=nothing+like+that")),
        new("finance/bank/match", "read only", p => p.Administrator.AtAsync("/finance/bank/match")),
        new("finance/bank/match", "errors", p => p.Finance.SendAsync("/finance/bank/match", "Confirm this match")),
        new("finance/bank/matches/{id:guid}", "", p => p.Finance.AtAsync($"/finance/bank/matches/{p.Bank.Match}")),
        new("finance/bank/matches/{id:guid}", "errors", p => p.Finance.SendAsync($"/finance/bank/matches/{p.Bank.Match}", "Undo match")),
        new("finance/bank/lines/{id:guid}", "matched", p => StaffPages.FollowAsync(p.Finance, $"/finance/bank/matches/{p.Bank.Match}", "HIRE OF HALL")),
        new("finance/bank/lines/{id:guid}", "left out", p => p.Finance.AtAsync($"/finance/bank/lines/{p.Bank.LeftOut}")),
        new("finance/orders/{reference}", "", p => p.Finance.AtAsync(p.Payment("to do").Replace("/payments/", "/orders/", StringComparison.Ordinal))),
        new("finance/bank/lines/{id:guid}/in", "", p => p.Finance.AtAsync($"/finance/bank/lines/{p.Bank.LeftOut}/in")),
        new("finance/bank/lines/{id:guid}/in", "errors", p => p.Finance.SendAsync($"/finance/bank/lines/{p.Bank.LeftOut}/in", "Take in again")),
        new("finance/suspense/{id:guid}/clear", "", p => StaffPages.FollowAsync(p.Finance, p.Suspense, "Clear to codes")),
        new("finance/suspense/{id:guid}/clear", "errors", async p => await (await StaffPages.FollowAsync(p.Finance, p.Suspense, "Clear to codes")).SendAsync("Clear and post")),
        new("finance/suspense", "", p => p.Finance.AtAsync("/finance/suspense")),
        new("finance/suspense", "nothing matches", p => p.Finance.AtAsync("/finance/suspense?age=older&source=missingpayout&owner=nobody")),
        new("finance/suspense/{id:guid}", "", p => StaffPages.FollowAsync(p.Finance, "/finance/suspense", "Resident’s money")),
        new("finance/suspense/{id:guid}", "errors", NoteNothingAsync),
        new("finance/suspense/{id:guid}", "read only", p => StaffPages.FollowAsync(p.Administrator, "/finance/suspense", "Resident’s money")),
        new("finance/events", "failed, and days missed", p => p.Finance.AtAsync("/finance/events")),
        new("finance/events", "done", p => p.Finance.AtAsync("/finance/events?state=done")),
        new("finance/events", "none", p => p.Administrator.AtAsync("/finance/events?state=received&page=2")),
        new("finance/events/{id}/retry", "", p => p.Finance.AtAsync($"/finance/events/{StaffPages.FailedMessage}/retry")),
        new("finance/events/{id}/retry", "errors", p => p.Finance.SendAsync($"/finance/events/{StaffPages.FailedMessage}/retry", "Try again")),
        new("finance/events/gap", "", p => p.Finance.AtAsync("/finance/events/gap")),
        new("staff", "auditor", p => p.Auditor.AtAsync("/staff")),
        new("finance/ledger", "", p => p.Finance.AtAsync("/finance/ledger")),
        new("finance/ledger", "nothing moved", p => p.Auditor.AtAsync("/finance/ledger?to=2023-01")),
        new("finance/ledger/entries", "", p => p.Finance.AtAsync("/finance/ledger/entries")),
        new("finance/ledger/entries", "nothing matches", p => p.Finance.AtAsync("/finance/ledger/entries?q=po_none")),
        new("finance/ledger/journals/{id:guid}", "", p => StaffPages.FollowAsync(p.Finance, "/finance/ledger/entries?account=vat-output", ", line")),
        new("finance/ledger/chain", "", p => p.Auditor.AtAsync("/finance/ledger/chain")),
        new("finance/ledger/chain", "whole", p => p.Auditor.AtAsync("/finance/ledger/chain?check=all")),
        new("finance/periods", "", p => p.Senior.AtAsync("/finance/periods?year=2025")),
        new("finance/periods/{year:int}/{number:int}", "", p => p.Senior.AtAsync("/finance/periods/2025/1")),
        new("finance/periods/{year:int}/{number:int}", "errors", p => p.Senior.SendAsync("/finance/periods/2025/1", "Close period")),
        new("finance/exports", "", p => p.Finance.AtAsync("/finance/exports")),
        new("finance/exports", "nothing matches", p => p.Finance.AtAsync("/finance/exports?state=acknowledged")),
        new("finance/exports/new", "", p => p.Finance.AtAsync("/finance/exports/new")),
        new("finance/exports/{number:int}", "draft", p => p.Senior.AtAsync($"/finance/exports/{p.Batches[0]}")),
        new("finance/exports/{number:int}", "exported", p => p.Finance.AtAsync($"/finance/exports/{p.Batches[2]}")),
        new("finance/exports/{number:int}/approve", "", p => p.Senior.AtAsync($"/finance/exports/{p.Batches[0]}/approve")),
        new("finance/exports/{number:int}/approve", "errors", p => p.Senior.SendAsync($"/finance/exports/{p.Batches[0]}/approve", "Approve batch")),
        new("finance/exports/{number:int}/export", "", p => p.Finance.AtAsync($"/finance/exports/{p.Batches[1]}/export")),
        new("finance/exports/{number:int}/export", "errors", p => p.Finance.SendAsync($"/finance/exports/{p.Batches[1]}/export", "Make the file")),
        new("finance/exports/{number:int}/acknowledge", "", p => p.Finance.AtAsync($"/finance/exports/{p.Batches[2]}/acknowledge")),
        new("finance/exports/{number:int}/acknowledge", "errors", p => p.Finance.SendAsync($"/finance/exports/{p.Batches[2]}/acknowledge", "Acknowledge batch")),
        new("finance/events/gap", "errors", p => p.Finance.SendAsync("/finance/events/gap", "These days were looked at")),
        new("finance/ask", "", p => p.Finance.AtAsync("/finance/ask")),
        new("finance/ask", "nothing found", p => p.Finance.AtAsync("/finance/ask?q=nothing+like+it")),
        new("finance/ask", "several", p => p.Finance.AtAsync("/finance/ask?q=97.00")),
        new("finance/ask", "an order", p => p.Finance.AtAsync($"/finance/ask?q={p.Bought}")),
        new("finance/ask", "a bank line", p => p.Finance.AtAsync("/finance/ask?q=HIRE+OF+HALL")),
        new("finance/ask", "a payout", p => p.Administrator.AtAsync($"/finance/ask?q={p.Payout}")),
        new("finance/days", "", p => p.Finance.AtAsync("/finance/days")),
        new("finance/days/{day}", "unexplained", p => p.Finance.AtAsync($"/finance/days/{p.Today}")),
        new("finance/days/{day}", "nothing paid", p => p.Finance.AtAsync("/finance/days/2020-01-01")),
        new("finance/payouts", "", p => p.Finance.AtAsync("/finance/payouts")),
        new("finance/payouts", "none match", p => p.Administrator.AtAsync("/finance/payouts?show=failed&from=2020-01-01")),
        new("finance/payouts", "errors", p => p.Finance.AtAsync("/finance/payouts?from=x&to=y")),
        new("finance/payouts/{payoutId}", "", p => p.Finance.AtAsync($"/finance/payouts/{p.Payout}")),
        new("finance/payouts/{payoutId}", "unexplained", p => p.Finance.AtAsync($"/finance/payouts/{p.HandMadePayout}")),
        new("finance/clearing", "", p => p.Finance.AtAsync("/finance/clearing")),
        new("finance/clearing", "before everything", p => p.Administrator.AtAsync("/finance/clearing?before=2020-01-01")),
        new("finance/clearing/{day}", "", p => p.Finance.AtAsync($"/finance/clearing/{p.Today}")),
        new("finance/clearing/{day}", "nothing moved", p => p.Finance.AtAsync("/finance/clearing/2020-01-01")),
        new("finance/stripe/read", "", p => p.Finance.AtAsync("/finance/stripe/read")),
        new("errors/{code:int}", "forbidden", p => p.Officer.AtAsync("/finance")),
    ];

    public static TheoryData<string> Names => [.. States.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_InThisState_IsGoodAtEveryWidth(string name)
    {
        var state = States.Single(s => s.Name == name);
        var page = await state.OpenAsync(pages);
        if (state.HasErrors) await page.ExpectErrorSummaryInFocusAsync();
        await page.ExpectGoodAtEveryWidthAsync(name);
    }

    [Fact]
    public void States_ComparedWithTheShop_HaveEveryPage() => Assert.Equal(
        Opening.RoutesOf(pages.Shop, staff: true),
        States.Select(s => s.Route).Distinct().Where(r => !r.StartsWith("errors", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static PageState<StaffPages> Order(string state) => new("staff/orders/{reference}", state, p => p.Officer.AtAsync(p.Order(state)));

    private static async Task<IPage> AddPersonAsync(StaffPages pages)
    {
        var page = await pages.Administrator.AtAsync("/staff/people/add");
        await Steps.FillAsync(page, new() { ["name"] = "Robin Hill", ["email"] = "robin@larkmere.example" });
        await Steps.ChooseAsync(page, new() { ["role"] = "FinanceOfficer" });
        return await page.SendAsync("Add person");
    }

    private static async Task<IPage> ExplainNothingAsync(StaffPages pages) =>
        await (await StaffPages.FollowAsync(pages.Finance, $"/finance/proof?{StaffPages.Differing}", "Explain")).SendAsync("Save explanation");

    private static async Task<IPage> SayNothingAsync(StaffPages pages) =>
        await (await StaffPages.FollowAsync(pages.Finance, "/finance/rescue", "Money that does not fit")).SendAsync("Take off the queue");

    private static async Task<IPage> NoteNothingAsync(StaffPages pages) =>
        await (await StaffPages.FollowAsync(pages.Finance, "/finance/suspense", "Resident’s money")).SendAsync("Save note");
}
