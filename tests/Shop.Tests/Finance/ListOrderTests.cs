using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Finance.Disputes;
using Shop.Finance.Export;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
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
    public async Task Refunds_InEachOrder_PageWithoutGapAndAsTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.LandSearch));
        await shop.ReadAsync(async db =>
        {
            var payment = await db.Set<FinancePayment>().SingleAsync();
            for (var i = 0; i < Rows; i++)
            {
                var asked = new AskRefund(MatchingShop.Ann, Guid.CreateVersion7(), payment.Reference, null, 100 + i % 4, 0, i == 0 ? "=1+1" : "They asked.");
                db.Add(FinanceRefund.Ask(asked, payment, true, PaidOrders.Noon.AddMinutes(i % 7)));
            }

            return await db.SaveChangesAsync();
        });
        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await NumberedPagesAsync(async page => (await shop.SendAsync(new ListRefunds(RefundShow.Waiting, page, order))).Rows);
            AssertOrder(order, [.. seen.Select(r => (r.Id.ToString(), When: (IComparable)r.AskedAt, r.AmountPence))]);
            var file = await WriteAsync(shop, to => new WriteRefundsCsv(RefundShow.Waiting, order, to));
            Assert.Equal(seen.Select(r => r.Id.ToString()), FirstColumn(file));
            Assert.Contains(",\"'=1+1\",", file, StringComparison.Ordinal);
        }

        Assert.Equal(
            (await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1, ListOrder.Oldest))).Rows.Select(r => r.Id), (await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows.Select(r => r.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefundsDue_InEachOrder_PageWithoutGapAndAsTheFile(bool done)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.ReadAsync(async db =>
        {
            for (var i = 0; i < Rows; i++)
            {
                var due = new RefundDue(new OrderLineRefused(
                    Guid.CreateVersion7(), OrderReference.New(), Guid.CreateVersion7(), PaidOrders.SkipPermit, PaidOrders.Sam, i == 0 ? "=1+1" : "No room.", 100 + i % 4, PaidOrders.Noon.AddMinutes(i % 7), "Kim"));
                if (done) due.Finish(MatchingShop.Ann, "By cheque.", PaidOrders.Noon.AddDays(1 + i % 5));
                db.Add(due);
            }

            return await db.SaveChangesAsync();
        });
        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await NumberedPagesAsync(async page => (await shop.SendAsync(new ListRefundsDue(done, page, order))).Rows);
            AssertOrder(order, [.. seen.Select(r => (r.Reference, When: (IComparable)(r.DoneAt ?? r.RefusedAt), r.AmountPence))]);
            var file = await WriteAsync(shop, to => new WriteRefundsDueCsv(done, order, to));
            Assert.Equal(seen.Select(r => OrderReference.Parse(r.Reference).ToString()), FirstColumn(file));
            Assert.Contains(",\"'=1+1\",", file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Disputes_InEachOrder_AreAsTheFile()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        for (var i = 0; i < 12; i++)
        {
            await shop.AnnounceAsync(new DisputeChanged(
                $"dp_{i:00}", Guid.CreateVersion7(), OrderReference.New().Value, $"ch_{i}", 1000 + i % 4, "product_not_received", DisputeState.NeedsResponse, false,
                i % 3 == 0 ? null : PaidOrders.Noon.AddDays(20 - i), PaidOrders.Noon.AddHours(i % 5)));
        }

        foreach (var order in Enum.GetValues<ListOrder>())
        {
            var seen = await shop.SendAsync(new ListDisputes(false, order));
            AssertOrder(order, [.. seen.Select(r => (r.DisputeId, When: (IComparable)r.OpenedAt, r.AmountPence))], 12);
            Assert.Equal(seen.Select(r => r.DisputeId), FirstColumn(await WriteAsync(shop, to => new WriteDisputesCsv(false, order, to))));
        }

        var due = await shop.SendAsync(new ListDisputes(false));
        Assert.Equal(due.OrderBy(d => d.EvidenceDueBy ?? DateTime.MaxValue).ThenBy(d => d.DisputeId, StringComparer.Ordinal).Select(d => d.DisputeId), due.Select(d => d.DisputeId));
    }

    [Fact]
    public async Task Statement_ItsFile_HasEveryLineInItsOrder()
    {
        await using var shop = await MatchingShop.StartAsync(provider);
        await MatchingShop.ImportAsync(shop, exact: false, [.. Enumerable.Range(0, Rows).Select(i => $"0{1 + i / 30}/10/26,{10 + i % 3}.00,{(i == 7 ? "=1+1" : "TEXT")}")]);
        var statement = await shop.ReadAsync(db => db.Set<BankStatement>().Select(s => s.Id).SingleAsync());
        var file = await WriteAsync(shop, to => new WriteStatementCsv(statement, to));
        var rows = await shop.ReadAsync(db => db.Set<BankLine>().OrderBy(l => l.Row).Select(l => l.Row).ToListAsync());
        Assert.Equal(Rows, rows.Count);
        Assert.Equal(rows.Select(r => r.ToString(CultureInfo.InvariantCulture)), FirstColumn(file));
        Assert.Contains(",\"'=1+1\",", file, StringComparison.Ordinal);
        Assert.Single((await WriteAsync(shop, to => new WriteStatementCsv(Guid.NewGuid(), to))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
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

    private static async Task<List<TRow>> NumberedPagesAsync<TRow>(Func<int, Task<IReadOnlyList<TRow>>> page)
    {
        var all = new List<TRow>();
        for (var number = 1; await page(number) is { Count: > 0 } rows; number++) all.AddRange(rows);
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
