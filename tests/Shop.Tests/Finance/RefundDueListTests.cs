using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Export;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>The list of what teams refused: its order over all pages, and its file.</summary>
public abstract class RefundDueListTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Fact]
    public async Task Due_EachOrder_HasEachRefundOnceOnPagesAndInTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync([.. Enumerable.Range(0, 104).Select(i => Refusal(order, 1_000 + i % 4, i / 10, $"Reason {i}"))]);
        foreach (var by in Lists.Orders)
        {
            var rows = await AllAsync(shop, false, by);
            Lists.ExpectOrder(by, rows, r => r.RefusedAt, r => r.AmountPence);
            Assert.Equal(104, rows.DistinctBy(r => r.Id).Count());
            Assert.Equal(rows.Select(r => r.Reason), await shop.ColumnAsync("Reason", to => new WriteRefundsDueCsv(false, by, to)));
        }

        Assert.Equal(await AllAsync(shop, false, ListOrder.Oldest), await AllAsync(shop, false, null));
    }

    [Fact]
    public async Task Made_EachOrder_GoesByTheDayItWasMade()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(Refusal(order, 200, 0, "A"), Refusal(order, 100, 1, "B"), Refusal(order, 200, 2, "C"), Refusal(order, 1, 3, "still due"));
        var due = (await AllAsync(shop, false, null)).ToDictionary(r => r.Reason, r => r.Id);
        foreach (var reason in new[] { "C", "A", "B" })
        {
            await shop.SendAsync(new FinishRefund(Ann, due[reason], true, "by cheque"));
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        async Task<string> In(ListOrder? by)
        {
            var rows = string.Concat((await AllAsync(shop, true, by)).Select(r => r.Reason));
            Assert.Equal(rows, string.Concat(await shop.ColumnAsync("Reason", to => new WriteRefundsDueCsv(true, by, to))));
            return rows;
        }

        Assert.Equal(("BAC", "CAB", "ACB", "BCA", "BAC"), (await In(ListOrder.Newest), await In(ListOrder.Oldest), await In(ListOrder.Largest), await In(ListOrder.Smallest), await In(null)));
    }

    [Fact]
    public async Task File_TextThatCouldRun_IsGuardedAndStripesFiguresAreThere()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, Refusal(order, 4_700, 0, "=1+1"), new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, 4_700));
        await shop.SendAsync(new FinishRefund(Ann, (await AllAsync(shop, false, null))[0].Id, false, "@SUM(A1)"));
        Assert.Contains(
            $"\"{order.Reference}\",\"Skip permit\",\"'=1+1\",2026-10-05,\"Kim\",97.00,47.00,\"{order.ChargeId}\",47.00,2026-10-05,\"Ann Accountant\",\"'@SUM(A1)\"\r\n",
            await shop.FileAsync(to => new WriteRefundsDueCsv(true, null, to)), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<RefundDueRow>> AllAsync(TestShop shop, bool done, ListOrder? order) => Lists.AllAsync(async page =>
    {
        var found = await shop.SendAsync(new ListRefundsDue(done, page, order));
        return (found.Rows, found.Pages);
    });

    private static OrderLineRefused Refusal(OrderPaid order, long pence, int minute, string reason) => new(
        order.OrderId, order.Reference, Guid.NewGuid(), order.Lines[0].Snapshot, order.Payer, reason, pence, PaidOrders.Noon.AddMinutes(minute), "Kim");
}

public sealed class SqliteRefundDueListTests() : RefundDueListTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundDueListTests() : RefundDueListTests(DatabaseProvider.Postgres);
