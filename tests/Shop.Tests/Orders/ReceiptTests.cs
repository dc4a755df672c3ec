using Shop.Kernel.Persistence;
using Shop.Orders;

namespace Shop.Tests.Orders;

public sealed class SqliteReceiptTests() : ReceiptTests(DatabaseProvider.Sqlite);

public sealed class PostgresReceiptTests() : ReceiptTests(DatabaseProvider.Postgres);

public abstract class ReceiptTests(DatabaseProvider provider)
{
    [Fact]
    public async Task GetReceipt_MixedVat_AddsUpPerLineAndPerRate()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var search = Make.Snapshot("land-search", "Local land charge search", "land-charges",
            [Make.Charge("llc1", 30_00, vatCode: "O"), Make.Charge("con29", 77_82, 2000, "S"), Make.Charge("extra", 10_50, 500, "R")], []);
        var course = Make.Snapshot("course", "Evening course", "adult-learning", [Make.Charge("tuition", 45_00, vatCode: "E"), Make.Charge("book", 8_00, vatCode: "Z")], []);
        var created = await shop.PaidOrderAsync(Make.Line(search), Make.Line(course));

        var receipt = (await shop.SendAsync(new GetReceipt(created.LinkToken)))!;

        Assert.Equal((157_85L, 13_47L, 171_32L), (receipt.NetPence, receipt.VatPence, receipt.GrossPence));
        Assert.Equal(
            [
                new ReceiptTotal("20%", 64_85, 12_97, 77_82),
                new ReceiptTotal("5%", 10_00, 50, 10_50),
                new ReceiptTotal("0%", 8_00, 0, 8_00),
                new ReceiptTotal("Exempt", 45_00, 0, 45_00),
                new ReceiptTotal("Outside scope", 30_00, 0, 30_00),
            ],
            receipt.TotalsByRate);
        Assert.Equal(receipt.GrossPence, receipt.Lines.SelectMany(l => l.Charges).Sum(c => c.GrossPence));
        Assert.All(receipt.Lines.SelectMany(l => l.Charges), c => Assert.Equal(c.GrossPence, c.NetPence + c.VatPence));
        Assert.Equal(new ReceiptCharge("con29 charge", "20%", 64_85, 12_97, 77_82), receipt.Lines[0].Charges[1]);
    }

    [Theory]
    [InlineData(250_00, false)]
    [InlineData(250_01, true)]
    public async Task GetReceipt_Customer_IsNamedOver250Pounds(long pence, bool named)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.Snapshot("pre-app", "Planning advice", "planning", [Make.Charge("fee", pence, 2000, "S")], [])));
        var receipt = (await shop.SendAsync(new GetReceipt(created.LinkToken)))!;
        Assert.Equal(named, receipt.Customer is not null);
        Assert.Equal(named ? "1 High Street" : null, receipt.Customer?.AddressLines[0]);
    }

    [Fact]
    public async Task GetReceipt_PaidLateInTheEvening_HasTheLondonDate()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        await shop.PublishAsync(shop.Payments.Succeeded(created.Reference.Value, "ch_1", null, new DateTime(2026, 10, 5, 23, 30, 0, DateTimeKind.Utc)));
        Assert.Equal(new DateOnly(2026, 10, 6), (await shop.SendAsync(new GetReceipt(created.LinkToken)))!.TaxPoint);
    }

    [Fact]
    public async Task GetReceipt_UnpaidOrFree_IsNone()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var unpaid = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        var free = await shop.OrderAsync(Make.Line(Make.Free()));
        Assert.Null(await shop.SendAsync(new GetReceipt(unpaid.LinkToken)));
        Assert.Null(await shop.SendAsync(new GetReceipt(free.LinkToken)));
    }

    [Theory]
    [InlineData("S", 2000, "20%")]
    [InlineData("S", 1750, "17.5%")]
    [InlineData("Z", 0, "0%")]
    [InlineData("E", 0, "Exempt")]
    [InlineData("O", 0, "Outside scope")]
    public void VatRateWords_Codes_ReadAsOnAReceipt(string code, int rate, string words) => Assert.Equal(words, VatRateWords.Of(code, rate));
}
