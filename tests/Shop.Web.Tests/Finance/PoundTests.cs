using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Payouts;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Journeys;
using Shop.Web.Tests.Orders;

namespace Shop.Web.Tests.Finance;

/// <summary>An income officer takes pounds of a bank statement at random and follows each to the resident who paid it, by links alone.</summary>
public sealed partial class PoundTests(OrdersWebShop shop) : IClassFixture<OrdersWebShop>
{
    private const int Seed = 20_261_126;
    private const int Pounds = 25;
    private const int MostClicks = 5;
    private const string BritishCard = "4000008260000000";

    [Fact]
    public async Task RandomPounds_OfABankStatement_LeadToTheResidentsOrders()
    {
        var orders = new Dictionary<string, CreateOrderResult.Created>(StringComparer.Ordinal);
        var payouts = new List<PayoutRow>();
        foreach (var count in new[] { 4, 3, 3 })
        {
            await SellAsync(orders, count);
            payouts.Add((await shop.SendAsync(new GetPayout(await shop.PayOutAsync(), null)))!.Payout);
        }

        var statement = await BankAsync(payouts);
        using var officer = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        var random = new Random(Seed);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var pound = 0; pound < Pounds; pound++)
        {
            await officer.GoAsync(statement);
            await officer.ClickAsync($": the line of {Holding(random, Lines(officer))}");
            await officer.ClickAsync(Holding(random, PayoutsOf(officer)));
            var (reference, amount) = HoldingOf(random, Rows(officer));
            await officer.ClickAsync(reference);
            Assert.Contains($"Gross{amount}", officer.MainText.Replace("Gross £", "Gross£", StringComparison.Ordinal), StringComparison.Ordinal);
            await officer.ClickAsync("See the order");
            const int clicks = 4;
            Assert.InRange(clicks, 1, MostClicks);
            Assert.Equal((HttpStatusCode.OK, $"Order {orders[reference].Reference}"), (officer.Status, officer.Heading));
            Assert.Contains("ada@example.com", officer.MainText, StringComparison.Ordinal);
            reached.Add(reference);
        }

        Assert.InRange(reached.Count, 5, orders.Count);
    }

    [Fact]
    public async Task Order_OpenedByFinance_KeepsAnswersFromItAndStaysWithFinance()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        foreach (var role in new[] { StaffRole.FinanceOfficer, StaffRole.SeniorAccountant, StaffRole.Auditor, StaffRole.Administrator })
        {
            using var reader = await shop.SignedInAsync(role);
            await reader.GoAsync($"/finance/orders/{order.Reference}");
            Assert.Equal((HttpStatusCode.OK, $"Order {order.Reference}"), (reader.Status, reader.Heading));
            Assert.Contains("Skip permit", reader.MainText, StringComparison.Ordinal);
            Assert.DoesNotContain("First line", reader.MainText, StringComparison.Ordinal);
            Assert.Equal(role == StaffRole.Administrator, reader.MainText.Contains("The teams’ page of this order", StringComparison.Ordinal));
            await reader.GoAsync("/finance/orders/BCD-234-XYZ");
            Assert.Equal(HttpStatusCode.NotFound, reader.Status);
        }

        using var team = await shop.SignedInAsync(StaffRole.ServiceOfficer, "street-works");
        await team.GoAsync($"/finance/orders/{order.Reference}");
        Assert.Equal(HttpStatusCode.Forbidden, team.Status);
    }

    /// <summary>Paid by residents on the sandbox's page.</summary>
    private async Task SellAsync(Dictionary<string, CreateOrderResult.Created> orders, int count)
    {
        var (skip, certificates) = (await shop.SkipPermitAsync(), await shop.CertificatesAsync());
        for (var i = 0; i < count; i++)
        {
            var order = await shop.OrderAsync(i % 3 == 0 ? [skip, certificates] : i % 3 == 1 ? [skip] : [certificates]);
            var page = Assert.IsType<StartPaymentResult.GoTo>(await shop.SendAsync(new StartPayment(order.Reference.Value)));
            using var resident = new Shopper(shop.Address);
            await resident.Visitor.GoAsync(page.Url.ToString());
            await resident.PayByCardAsync(BritishCard);
            orders[order.Reference.ToString()] = order;
        }
    }

    /// <summary>A statement with a line for the first payout and one for all others, matched. Returns its page.</summary>
    private async Task<string> BankAsync(List<PayoutRow> payouts)
    {
        var by = await shop.AdministratorAsync();
        var (account, number) = await shop.AddBankAccountAsync();
        var file = BankFiles.Mt940(number, 1, payouts[0].ArrivalDate, 0, ("STRIPE ONE", payouts[0].AmountPence), ("STRIPE TWO IN ONE", payouts.Skip(1).Sum(p => p.AmountPence)));
        var imported = Assert.IsType<ImportStatementResult.Imported>(await shop.SendAsync(new ImportStatement(by, account, "x.sta", file)));
        var lines = (await shop.SendAsync(new GetStatement(imported.StatementId)))!.Lines;
        Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(by, [lines[0].Id], [payouts[0].PayoutId], null, false)));
        Assert.IsType<ConfirmMatchResult.Confirmed>(await shop.SendAsync(new ConfirmMatch(by, [lines[1].Id], [.. payouts.Skip(1).Select(p => p.PayoutId)], null, false)));
        return $"/finance/bank/statements/{imported.StatementId}";
    }

    /// <summary>What the statement's page shows: the amounts that came in.</summary>
    private static List<(string Name, string Amount)> Lines(Visitor officer) =>
        [.. officer.Page.QuerySelectorAll("table:has(#lines-caption) tbody tr").Select(r => r.Children[2].TextContent.Trim()).Select(a => (a, a))];

    /// <summary>What the line's page shows: payouts with their amounts.</summary>
    private static List<(string Name, string Amount)> PayoutsOf(Visitor officer) =>
        [.. officer.Page.QuerySelectorAll("a.app-stripe-id").Select(a => (a.TextContent.Trim(), Pound().Match(a.ParentElement!.TextContent).Value))];

    /// <summary>What the payout's page shows: payments with what each brought in.</summary>
    private static List<(string Name, string Amount)> Rows(Visitor officer) =>
    [
        .. officer.Page.QuerySelectorAll("table:has(#transactions-caption) tbody tr").Where(r => r.QuerySelector("a.app-reference") is not null)
            .Select(r => (r.QuerySelector("a.app-reference")!.TextContent.Trim(), r.Children[3].TextContent.Trim())),
    ];

    private static string Holding(Random random, List<(string Name, string Amount)> from) => HoldingOf(random, from).Name;

    /// <summary>Every penny is as likely as any other.</summary>
    private static (string Name, string Amount) HoldingOf(Random random, List<(string Name, string Amount)> from)
    {
        var pence = from.ConvertAll(r => long.Parse(string.Concat(r.Amount.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture));
        var wanted = random.NextInt64(pence.Sum());
        var index = 0;
        while (wanted >= pence[index]) wanted -= pence[index++];
        return from[index];
    }

    [GeneratedRegex(@"£[\d,]+\.\d\d")]
    private static partial Regex Pound();
}
