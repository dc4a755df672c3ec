using System.Text;
using Shop.Finance.Export;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class CsvTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("+44 Sam", "\"'+44 Sam\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tSam", "\"'\tSam\"")]
    [InlineData("\rSam", "\"'\rSam\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("Sam = Jones", "\"Sam = Jones\"")]
    [InlineData("Jones, \"Sam\"", "\"Jones, \"\"Sam\"\"\"")]
    public async Task Payments_TextThatCouldRun_IsGuardedAndAmountsStayNumbers(string name, string cell)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit) with { Payer = PaidOrders.Sam with { Name = name } };
        await shop.AnnounceAsync(
            order, new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, 9700), new PaymentFeeKnown(order.PaymentId.Value, order.Reference.Value, "txn_1", 166, 9534));
        var text = await WriteAsync(shop, to => new WritePaymentsCsv(PaymentFilter.All, to));
        Assert.Contains($"\"{order.Reference}\",2026-10-05,13:00:00,{cell},\"sam@example.com\",97.00,97.00,1.66,-1.66,\"Refunded\",\"visa\",\"4242\",\"{order.ChargeId}\"\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_FeeNotKnown_LeavesItsCellEmpty()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        Assert.Contains(",97.00,0.00,,,\"Paid\",", await WriteAsync(shop, to => new WritePaymentsCsv(PaymentFilter.All, to)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_MoreThanAPage_AreAllThereAndSayLondon()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync([.. Enumerable.Range(0, 130).Select(i => PaidOrders.At(PaidOrders.Noon.AddMinutes(i), PaidOrders.SkipPermit))]);
        var text = await WriteAsync(shop, to => new WritePaymentsCsv(new PaymentFilter("97.00", null, null, PaymentShow.All), to));
        Assert.Equal('\uFEFF', text[0]);
        Assert.Contains("\"Date (London)\"", text, StringComparison.Ordinal);
        Assert.Equal(131, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Lines_AnOrder_HasARowForEachChargeWithItsCodes()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var text = await WriteAsync(shop, to => new WriteLinesCsv(PaymentFilter.All, to));
        Assert.Contains($"\"{order.Reference}\",2,2026-10-05,\"Local land charges search\",\"The con29 fee\",\"Fee\",1,\"PL730\",\"91720\",\"S\",20.00,64.85,12.97,77.82,\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_TwoDays_AddUp()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.LandSearch), PaidOrders.At(PaidOrders.Noon.AddDays(1), PaidOrders.LandSearch));
        var text = await WriteAsync(shop, to => new WriteTotalsCsv(new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 6), to));
        Assert.Contains("2026-10-06,\"PL730\",\"91720\",\"S\",1,64.85,12.97,77.82\r\n", text, StringComparison.Ordinal);
        Assert.Equal(5, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task<string> WriteAsync(TestShop shop, Func<Stream, MediatR.IRequest<int>> request)
    {
        using var file = new MemoryStream();
        await shop.SendAsync(request(file));
        return Encoding.UTF8.GetString(file.ToArray());
    }
}

public sealed class SqliteCsvTests() : CsvTests(DatabaseProvider.Sqlite);

public sealed class PostgresCsvTests() : CsvTests(DatabaseProvider.Postgres);
