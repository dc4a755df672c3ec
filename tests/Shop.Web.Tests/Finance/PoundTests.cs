using System.Globalization;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Journeys;
using Shop.Web.Tests.Orders;

namespace Shop.Web.Tests.Finance;

/// <summary>An auditor takes pounds of a payout at random and follows each to the resident who paid it, by links alone.</summary>
public sealed class PoundTests(OrdersWebShop shop) : IClassFixture<OrdersWebShop>
{
    private const int Seed = 20_261_126;
    private const int MostClicks = 5;
    private const string BritishCard = "4000008260000000";

    [Fact]
    public async Task RandomPounds_OfAPayout_LeadToTheResidentsOrders()
    {
        var orders = await SellAsync(9);
        var payout = await shop.PayOutAsync();
        using var auditor = await shop.SignedInAsync(StaffRole.Administrator);
        var random = new Random(Seed);
        var reached = new HashSet<string>();
        for (var pound = 0; pound < 25; pound++)
        {
            await auditor.GoAsync("/finance/payouts");
            await auditor.ClickAsync(payout);
            var clicks = 1;
            var (reference, amount) = Holding(random.NextDouble(), Rows(auditor));
            await auditor.ClickAsync(reference);
            clicks++;
            Assert.Contains($"Gross{amount}", auditor.MainText.Replace("Gross £", "Gross£", StringComparison.Ordinal), StringComparison.Ordinal);
            await auditor.ClickAsync("See the order");
            clicks++;
            var order = orders[reference];
            Assert.Contains(order.Reference.ToString(), auditor.Heading + auditor.MainText, StringComparison.Ordinal);
            Assert.Contains("ada@example.com", auditor.MainText, StringComparison.Ordinal);
            Assert.InRange(clicks, 1, MostClicks);
            reached.Add(reference);
        }

        Assert.True(reached.Count > 3, "The pounds were not random.");
    }

    /// <summary>Paid by residents on the sandbox's page.</summary>
    private async Task<Dictionary<string, CreateOrderResult.Created>> SellAsync(int count)
    {
        var (skip, certificates) = (await shop.SkipPermitAsync(), await shop.CertificatesAsync());
        var orders = new Dictionary<string, CreateOrderResult.Created>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var order = await shop.OrderAsync(i % 3 == 0 ? [skip, certificates] : i % 3 == 1 ? [skip] : [certificates]);
            var page = Assert.IsType<StartPaymentResult.GoTo>(await shop.SendAsync(new StartPayment(order.Reference.Value)));
            using var resident = new Shopper(shop.Address);
            await resident.Visitor.GoAsync(page.Url.ToString());
            await resident.PayByCardAsync(BritishCard);
            orders[order.Reference.ToString()] = order;
        }

        return orders;
    }

    /// <summary>The payments a payout's page shows, with what each brought in.</summary>
    private static List<(string Reference, string Amount)> Rows(Visitor auditor) =>
    [
        .. auditor.Page.QuerySelectorAll("table:has(#transactions-caption) tbody tr").Where(r => r.QuerySelector("a.app-reference") is not null)
            .Select(r => (r.QuerySelector("a.app-reference")!.TextContent.Trim(), r.Children[3].TextContent.Trim())),
    ];

    /// <summary>Every penny is as likely as any other.</summary>
    private static (string Reference, string Amount) Holding(double where, List<(string Reference, string Amount)> rows)
    {
        var pence = rows.ConvertAll(r => long.Parse(r.Amount.Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        var wanted = (long)(where * pence.Sum());
        var index = 0;
        while (wanted >= pence[index]) wanted -= pence[index++];
        return rows[index];
    }
}
