using Shop.Finance;
using Shop.Finance.Export;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>The list of refunds: its order over all pages, and its file.</summary>
public abstract class RefundListTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Made_EachOrder_HasEachRefundOnceOnPagesAndInTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync([.. Enumerable.Range(0, 104).Select(i => Refund(RefundState.Succeeded, 1_000 + i % 4, i / 10)), Refund(RefundState.Failed, 5, 0)]);
        foreach (var order in Lists.Orders)
        {
            var rows = await AllAsync(shop, RefundShow.Made, order);
            Lists.ExpectOrder(order, rows, r => r.AskedAt, r => r.AmountPence);
            Assert.Equal(104, rows.DistinctBy(r => r.Id).Count());
            Assert.Equal(rows.Select(r => r.StripeRefundId), await shop.ColumnAsync("Stripe refund", to => new WriteRefundsCsv(RefundShow.Made, order, to)));
        }

        Assert.Equal(await AllAsync(shop, RefundShow.Made, ListOrder.Newest), await AllAsync(shop, RefundShow.Made, null));
    }

    [Fact]
    public async Task Waiting_UsualOrder_IsOldestFirst()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(Refund(RefundState.Failed, 3, 2), Refund(RefundState.Failed, 1, 0), Refund(RefundState.Failed, 2, 1));
        Assert.Equal([1L, 2L, 3L], (await AllAsync(shop, RefundShow.Waiting, null)).Select(r => r.AmountPence));
        Assert.Equal(["0.01", "0.02", "0.03"], await shop.ColumnAsync("Amount (GBP)", to => new WriteRefundsCsv(RefundShow.Waiting, null, to)));
    }

    [Fact]
    public async Task File_ReasonThatCouldRun_IsGuarded()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = await RefundShop.PayAsync(shop, PaidOrders.SkipPermit);
        await shop.SendAsync(new AskRefund(RefundShop.Ann, Guid.CreateVersion7(), order.Reference.Value, null, 123, 9_700, "=HYPERLINK(\"http://evil.example\")"));
        Assert.Contains(
            $"2026-10-05,13:00:00,\"{order.Reference}\",1.23,\"To be sent to Stripe\",\"yes\",\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"Ann Accountant\",\"Finance\",2026-10-05,\"\"\r\n",
            await shop.FileAsync(to => new WriteRefundsCsv(RefundShow.OnTheWay, null, to)), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<RefundRow>> AllAsync(TestShop shop, RefundShow show, ListOrder? order) => Lists.AllAsync(async page =>
    {
        var found = await shop.SendAsync(new ListRefunds(show, page, order));
        return (found.Rows, found.Pages);
    });

    private static RefundChanged Refund(RefundState state, long pence, int minute)
    {
        var id = Guid.NewGuid();
        return new RefundChanged(
            id, Guid.NewGuid(), OrderReference.New().Value, $"ch_{id:N}", $"re_{id:N}", pence, RefundOrigin.Dashboard, state, $"txn_{id:N}", null, null, PaidOrders.Noon.AddMinutes(minute));
    }
}

public sealed class SqliteRefundListTests() : RefundListTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundListTests() : RefundListTests(DatabaseProvider.Postgres);
