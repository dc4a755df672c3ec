using System.Globalization;
using System.Text;
using MediatR;
using Shop.Finance;
using Shop.Finance.Export;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance.Bank;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public sealed class SqliteListOrderTests() : ListOrderTests(DatabaseProvider.Sqlite);

public sealed class PostgresListOrderTests() : ListOrderTests(DatabaseProvider.Postgres);

/// <summary>Lists in each order: many rows of one amount and one moment, over three pages; and their files, which hold the same rows in the same order.</summary>
public abstract class ListOrderTests(DatabaseProvider provider)
{
    private const int Rows = 130;

    [Fact]
    public async Task Payments_InEachOrder_PageWithoutGapAndAsTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync([.. Enumerable.Range(0, Rows).Select(i =>
            PaidOrders.At(PaidOrders.Noon.AddMinutes(i % 7), i % 3 == 0 ? PaidOrders.LandSearch : PaidOrders.SkipPermit))]);
        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await PagesAsync(async (Guid? after) =>
            {
                var page = await shop.SendAsync(new ListPayments(PaymentFilter.All, after, order));
                return (page.Rows, page.Next);
            });
            AssertOrder(order, [.. seen.Select(r => (r.Reference, When: (IComparable)r.PaidAt, r.GrossPence))]);
            Assert.Equal(seen.Select(r => OrderReference.Parse(r.Reference).ToString()), FirstColumn(await WriteAsync(shop, to => new WritePaymentsCsv(PaymentFilter.All, to, order))));
            var lines = FirstColumn(await WriteAsync(shop, to => new WriteLinesCsv(PaymentFilter.All, to, order)));
            Assert.Equal(seen.Select(r => OrderReference.Parse(r.Reference).ToString()), lines.Aggregate(new List<string>(), (all, one) => { if (all.LastOrDefault() != one) all.Add(one); return all; }));
        }
    }

    [Fact]
    public async Task Payouts_InEachOrder_PageWithoutGapAndAsTheFile()
    {
        await using var shop = await MatchingShop.StartAsync(provider);
        // Money that went back to Stripe is as large as money that came.
        await MatchingShop.PayoutsAsync(shop, [.. Enumerable.Range(0, Rows).Select(i => ($"po_{i}", (i % 5 - 2L) * 1000, 1 + i % 9))]);
        var filter = new PayoutFilter(PayoutShow.All, new DateOnly(2026, 10, 2));
        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await PagesAsync(async (string? after) =>
            {
                var page = await shop.SendAsync(new ListPayouts(filter, after, order));
                return (page.Rows, page.Next);
            });
            Assert.DoesNotContain(seen, r => r.CreatedAt.Day == 1);
            AssertOrder(order, [.. seen.Select(r => (r.PayoutId, When: (IComparable)r.CreatedAt, Math.Abs(r.AmountPence)))], Rows - (Rows + 8) / 9);
            Assert.Equal(seen.Select(r => r.PayoutId), FirstColumn(await WriteAsync(shop, to => new WritePayoutsCsv(filter, order, to))));
        }
    }

    [Fact]
    public async Task Suspense_InEachOrder_PagesWithoutGapAndAsTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var today = new DateOnly(2026, 10, 5);
        await shop.ReadAsync(async db =>
        {
            for (var i = 0; i < Rows; i++)
                db.Add(new SuspenseItem(SuspenseSource.BankLine, $"line_{i}", (i % 4 + 1) * (i % 2 == 0 ? 500 : -500), i == 0 ? "=1+1" : "Unknown.", today.AddDays(-i % 11), PaidOrders.Noon));
            return await db.SaveChangesAsync();
        });
        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await PagesAsync(async (Guid? after) =>
            {
                var page = await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, after, order));
                return (page.Rows, page.Next);
            });
            AssertOrder(order, [.. seen.Select(r => (r.SourceId, When: (IComparable)r.Since, Math.Abs(r.AmountPence)))]);
            var file = await WriteAsync(shop, to => new WriteSuspenseCsv(SuspenseFilter.Open, order, to));
            Assert.Equal(seen.Select(r => r.Id.ToString()), FirstColumn(file));
            Assert.Contains(",\"'=1+1\",", file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Payments_AfterOneThatIsNone_AreNone()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        Assert.Empty((await shop.SendAsync(new ListPayments(PaymentFilter.All, Guid.NewGuid()))).Rows);
    }

    private static void AssertOrder(ListOrder order, List<(string Id, IComparable When, long Pence)> seen, int expected = Rows)
    {
        Assert.Equal((expected, expected), (seen.Count, seen.DistinctBy(r => r.Id).Count()));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(
            order switch
            {
                ListOrder.Newest => pair.First.When.CompareTo(pair.Second.When) >= 0,
                ListOrder.Oldest => pair.First.When.CompareTo(pair.Second.When) <= 0,
                ListOrder.Largest => pair.First.Pence >= pair.Second.Pence,
                _ => pair.First.Pence <= pair.Second.Pence,
            },
            string.Create(CultureInfo.InvariantCulture, $"{order}: {pair.First} before {pair.Second}")));
    }

    private static async Task<List<TRow>> PagesAsync<TRow, TKey>(Func<TKey?, Task<(IReadOnlyList<TRow> Rows, TKey? Next)>> page)
    {
        var all = new List<TRow>();
        TKey? after = default;
        do
        {
            var (rows, next) = await page(after);
            all.AddRange(rows);
            after = next;
        }
        while (after is not null);
        return all;
    }

    private static async Task<string> WriteAsync(TestShop shop, Func<Stream, IRequest<int>> write)
    {
        using var file = new MemoryStream();
        await shop.SendAsync(write(file));
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static List<string> FirstColumn(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[0].Trim('"'))];
}
