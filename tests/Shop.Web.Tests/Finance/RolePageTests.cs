using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Who opens what: each staff page for each role.</summary>
public sealed class RolePageTests(WebShop shop) : IClassFixture<WebShop>
{
    private const string Ok = "200";
    private const string Forbidden = "403";
    private const string SignIn = "/staff/sign-in";

    private static readonly string[] Everybody = [SignIn, Ok, Ok, Ok, Ok, Ok];
    private static readonly string[] Administrators = [SignIn, Ok, Forbidden, Forbidden, Forbidden, Forbidden];
    private static readonly string[] AuditReaders = [SignIn, Ok, Forbidden, Forbidden, Forbidden, Ok];
    private static readonly string[] FinanceReaders = [SignIn, Ok, Forbidden, Ok, Ok, Ok];
    private static readonly string[] FinanceOfficers = [SignIn, Forbidden, Forbidden, Ok, Ok, Forbidden];
    private static readonly string[] FinanceApprovers = [SignIn, Forbidden, Forbidden, Forbidden, Ok, Forbidden];
    private static readonly string[] OrderStaff = [SignIn, Ok, Ok, Forbidden, Forbidden, Forbidden];

    /// <summary>
    /// Page -> nobody, administrator, service officer, income officer, senior accountant, auditor. {person}, {payment}, {refund}, {case},
    /// {suspense}, {journal}, {batch} stand for real ones.
    /// </summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["/staff"] = Everybody,
        ["/staff/password"] = Everybody,
        ["/staff/sign-out"] = Everybody,
        ["/staff/orders"] = OrderStaff,
        ["/staff/searches"] = Administrators,
        ["/staff/people"] = Administrators,
        ["/staff/people/add"] = Administrators,
        ["/staff/people/audit"] = AuditReaders,
        ["/staff/people/{person}"] = Administrators,
        ["/staff/people/{person}/rights"] = Administrators,
        ["/staff/people/{person}/access"] = Administrators,
        ["/staff/people/{person}/password"] = Administrators,
        ["/finance"] = FinanceReaders,
        ["/finance/payments/{payment}"] = FinanceReaders,
        ["/finance/payments.csv"] = FinanceReaders,
        ["/finance/payouts.csv"] = FinanceReaders,
        ["/finance/suspense.csv"] = FinanceReaders,
        ["/finance/lines.csv"] = FinanceReaders,
        ["/finance/totals"] = FinanceReaders,
        ["/finance/totals.csv?from=2026-10-01&to=2026-10-31"] = FinanceReaders,
        ["/finance/proof"] = FinanceReaders,
        ["/finance/proof/explain?key=ch_1&amount=1"] = FinanceOfficers,
        ["/finance/refunds-due"] = FinanceReaders,
        ["/finance/refunds-due.csv"] = FinanceReaders,
        ["/finance/refunds-due/{refund}/done"] = FinanceOfficers,
        ["/finance/payments/{payment}/refund"] = FinanceOfficers,
        ["/finance/refunds"] = FinanceReaders,
        ["/finance/refunds.csv"] = FinanceReaders,
        ["/finance/refunds/{given}"] = FinanceReaders,
        ["/finance/refunds/{given}/act"] = FinanceOfficers,
        ["/finance/disputes"] = FinanceReaders,
        ["/finance/disputes.csv"] = FinanceReaders,
        ["/finance/rescue"] = FinanceReaders,
        ["/finance/rescue/{case}"] = FinanceReaders,
        ["/finance/bank"] = FinanceReaders,
        ["/finance/bank/accounts/add"] = FinanceOfficers,
        ["/finance/bank/accounts/{bankAccount}"] = FinanceReaders,
        ["/finance/bank/statements/{statement}"] = FinanceReaders,
        ["/finance/bank/statements/{statement}.csv"] = FinanceReaders,
        ["/finance/bank/uploads/{upload}"] = FinanceOfficers,
        ["/finance/bank/match"] = FinanceReaders,
        ["/finance/bank/matches/{match}"] = FinanceReaders,
        ["/finance/bank/lines/{line}"] = FinanceReaders,
        ["/finance/bank/lines/{line}/in"] = FinanceOfficers,
        ["/finance/suspense"] = FinanceReaders,
        ["/finance/suspense/{suspense}"] = FinanceReaders,
        ["/finance/suspense/{suspense}/clear"] = FinanceOfficers,
        ["/finance/events"] = FinanceReaders,
        ["/finance/events/{id}/retry"] = FinanceOfficers,
        ["/finance/events/gap"] = FinanceOfficers,
        ["/finance/ask?q=97.00"] = FinanceReaders,
        ["/finance/days"] = FinanceReaders,
        ["/finance/days/{day}"] = FinanceReaders,
        ["/finance/payouts"] = FinanceReaders,
        ["/finance/payouts/{payoutId}"] = FinanceReaders,
        ["/finance/payouts/{payoutId}.csv"] = FinanceReaders,
        ["/finance/clearing"] = FinanceReaders,
        ["/finance/clearing.csv"] = FinanceReaders,
        ["/finance/clearing/{day}"] = FinanceReaders,
        ["/finance/stripe/read"] = FinanceOfficers,
        ["/finance/ledger"] = FinanceReaders,
        ["/finance/ledger/entries"] = FinanceReaders,
        ["/finance/ledger/entries.csv"] = FinanceReaders,
        ["/finance/ledger/trial-balance.csv"] = FinanceReaders,
        ["/finance/ledger/journals/{journal}"] = FinanceReaders,
        ["/finance/ledger/chain"] = FinanceReaders,
        ["/finance/periods"] = FinanceReaders,
        ["/finance/periods/2025/1"] = FinanceApprovers,
        ["/finance/exports"] = FinanceReaders,
        ["/finance/exports/new"] = FinanceOfficers,
        ["/finance/exports/{batch}"] = FinanceReaders,
        ["/finance/exports/{batch}/approve"] = FinanceApprovers,
        ["/finance/exports/{batch}/export"] = FinanceOfficers,
        ["/finance/exports/{batch}/acknowledge"] = FinanceOfficers,
        ["/finance/exports/{batch}/file.csv"] = FinanceReaders,
    };

    [Fact]
    public async Task Pages_EachRole_AnswerAsTheTableSays()
    {
        var real = await RealOnesAsync();
        using var nobody = new Visitor(shop.Address);
        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        using var officer = await shop.SignedInAsync(StaffRole.ServiceOfficer, "street-works");
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        using var senior = await shop.SignedInAsync(StaffRole.SeniorAccountant);
        using var auditor = await shop.SignedInAsync(StaffRole.Auditor);
        var wrong = new List<string>();
        foreach (var (page, expected) in Table)
        {
            var address = real.Aggregate(page, (text, one) => text.Replace(one.Key, one.Value, StringComparison.Ordinal));
            foreach (var (visitor, should) in new[] { nobody, administrator, officer, finance, senior, auditor }.Zip(expected))
            {
                await visitor.GoAsync(address);
                var was = visitor.Address.AbsolutePath == SignIn ? SignIn : ((int)visitor.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (was != should) wrong.Add($"{address}: {was} instead of {should}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Table_ComparedWithTheShop_HasEveryStaffPage()
    {
        // The details of orders and documents need an order of a team: their own tests open them.
        string[] elsewhere = ["staff/orders/{reference}", "staff/orders/{reference}/refuse/{lineId:guid}", "staff/orders/{reference}/pay-link", "staff/attachments/{id:guid}", "staff/sign-in", "finance/orders/{reference}"];
        var routes = shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.TrimStart('/')).Where(IsStaff).Distinct().Except(elsewhere).Order(StringComparer.Ordinal);
        var table = Table.Keys.Select(k => k.TrimStart('/').Split('?')[0]
            .Replace("{person}", "{id:guid}", StringComparison.Ordinal).Replace("{refund}", "{id:guid}", StringComparison.Ordinal).Replace("{given}", "{id:guid}", StringComparison.Ordinal)
            .Replace("{case}", "{id:guid}", StringComparison.Ordinal).Replace("{suspense}", "{id:guid}", StringComparison.Ordinal)
            .Replace("{bankAccount}", "{id:guid}", StringComparison.Ordinal).Replace("{statement}", "{id:guid}", StringComparison.Ordinal).Replace("{upload}", "{id:guid}", StringComparison.Ordinal)
            .Replace("{match}", "{id:guid}", StringComparison.Ordinal).Replace("{line}", "{id:guid}", StringComparison.Ordinal)
            .Replace("{payment}", "{reference}", StringComparison.Ordinal)
            .Replace("{journal}", "{id:guid}", StringComparison.Ordinal).Replace("{batch}", "{number:int}", StringComparison.Ordinal)
            .Replace("/2025/1", "/{year:int}/{number:int}", StringComparison.Ordinal));
        Assert.Equal(table.Order(StringComparer.Ordinal), routes);
    }

    [Fact]
    public void Endpoints_BehindSignIn_EachCarryAPolicy()
    {
        var open = shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => IsStaff(e.RoutePattern.RawText!.TrimStart('/')) && e.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("/staff/no-such-page")]
    [InlineData("/finance/no-such-page")]
    [InlineData("/STAFF/no-such-page")]
    public async Task UnknownPage_BehindSignIn_AsksToSignIn(string path)
    {
        using var nobody = new Visitor(shop.Address);
        await nobody.GoAsync(path);
        Assert.Equal(SignIn, nobody.Address.AbsolutePath);
    }

    [Theory]
    [InlineData(StaffRole.Administrator)]
    [InlineData(StaffRole.Auditor)]
    public async Task WhoOnlyReads_PostsToFinance_IsForbidden(StaffRole role)
    {
        var real = await RealOnesAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        using var administrator = await shop.SignedInAsync(role);
        await administrator.GoAsync("/staff/password");
        var token = Visitor.FieldsOf(administrator.Page.QuerySelector<IHtmlFormElement>("main form")!).Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        foreach (var path in new[] { $"/finance/refunds-due/{real["{refund}"]}/done", "/finance/rescue", $"/finance/rescue/{real["{case}"]}?handler=settle", $"/finance/rescue/{real["{case}"]}?handler=ask", "/finance/proof/explain?key=ch_1&amount=1", $"/finance/suspense/{real["{suspense}"]}?handler=Take", $"/finance/suspense/{real["{suspense}"]}?handler=Note", "/finance/stripe/read", "/finance/periods/2025/1", "/finance/exports/new", $"/finance/exports/{real["{batch}"]}/approve" })
        {
            await administrator.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, path)) { Content = new FormUrlEncodedContent([token, new("note", "x"), new("reason", "x")]) });
            Assert.Equal(HttpStatusCode.Forbidden, administrator.Status);
        }

        Assert.Contains((await shop.SendAsync(new ListRefundsDue(Done: false))).Rows, r => r.Id.ToString() == real["{refund}"]);
    }

    private static bool IsStaff(string route) => route.Split('/')[0] is "staff" or "finance";

    private async Task<Dictionary<string, string>> RealOnesAsync()
    {
        var (person, _) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        var suspense = await shop.SuspendAsync($"ch_{Guid.NewGuid():N}", 100);
        var bank = await shop.BankAsync();
        var order = Takings.Order(new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc));
        await shop.AnnounceAsync(
            order, new OrderNeedsAttention(order.OrderId, order.Reference, 9700, "paid twice"),
            new OrderLineRefused(order.OrderId, order.Reference, order.Lines[0].LineId, order.Lines[0].Snapshot, order.Payer, "No room.", 4700, order.PaidAt, "Kim"));
        var given = Guid.CreateVersion7();
        await shop.AnnounceAsync(new RefundChanged(
            given, order.PaymentId!.Value, order.Reference.Value, order.ChargeId!, $"re_{given:N}", 100, RefundOrigin.Dashboard, RefundState.Succeeded, "txn_1", null, null, order.PaidAt));
        var journal = (await shop.SendAsync(new ListEntries(new LedgerFilter(null, null, Search: order.Reference.Value), false, null))).Rows[0].JournalId;
        return new Dictionary<string, string>
        {
            ["{given}"] = given.ToString(),
            ["{journal}"] = journal.ToString(),
            ["{batch}"] = (await shop.ExportedBatchAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["{person}"] = person.ToString(),
            ["{suspense}"] = suspense.ToString(),
            ["{bankAccount}"] = bank.Account.ToString(),
            ["{statement}"] = bank.Statement.ToString(),
            ["{upload}"] = bank.Upload.ToString(),
            ["{match}"] = bank.Match.ToString(),
            ["{line}"] = bank.LeftOut.ToString(),
            ["{payment}"] = order.Reference.Value,
            ["{payoutId}"] = await shop.PayOutAsync(),
            ["{day}"] = "2026-10-05",
            ["{refund}"] = (await shop.SendAsync(new ListRefundsDue(Done: false))).Rows.Single(r => r.Reference == order.Reference.Value).Id.ToString(),
            ["{case}"] = (await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows.Single(a => a.Reference == order.Reference.Value).Id.ToString(),
        };
    }
}
