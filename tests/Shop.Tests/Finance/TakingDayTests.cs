using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public sealed class SqliteTakingDayTests() : TakingDayTests(DatabaseProvider.Sqlite);

public sealed class PostgresTakingDayTests() : TakingDayTests(DatabaseProvider.Postgres)
{
    /// <summary>Before each of its seven commands in turn.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task AddUp_PaymentCommitsInBetween_EveryPennyIsThere(int nth)
    {
        var between = new BeforeCommand("finance_", nth);
        await using var shop = await MoneyShop.StartAsync(DatabaseProvider.Postgres, replace: between.Register);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        between.Do = () => shop.AnnounceAsync(PaidOrders.Of(PaidOrders.LandSearch));
        await AddUpAsync(shop);
        Assert.Null(between.Do);
        await AssertSumsAsync(shop);
        await AddUpAsync(shop);
        await AssertSumsAsync(shop);
    }

    [Fact]
    public async Task AddUp_TwoAtOnceWhilePaymentsCommit_EveryPennyIsThere()
    {
        await using var shop = await MoneyShop.StartAsync(DatabaseProvider.Postgres);
        for (var round = 0; round < 5; round++)
        {
            var work = Enumerable.Range(0, 8).Select(i => Task.Run(() => shop.AnnounceAsync(PaidOrders.At(PaidOrders.Noon.AddDays(i % 2), PaidOrders.LandSearch)))).ToList();
            work.Add(Task.Run(() => AddUpAsync(shop)));
            work.Add(Task.Run(() => AddUpAsync(shop)));
            await Task.WhenAll(work);
            await AssertSumsAsync(shop);
        }
    }
}

/// <summary>The sums of days are those of the payments, whatever was added up and whatever came afterwards.</summary>
public abstract class TakingDayTests(DatabaseProvider provider)
{
    private static readonly DateOnly First = LondonTime.DateOf(PaidOrders.Noon);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sums_AnyHistory_AreThoseOfThePayments(int seed)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
#pragma warning disable CA5394 // A history to repeat, no secret.
        var random = new Random(seed);
        var paid = new List<OrderPaid>();
        for (var step = 0; step < 40; step++)
        {
            INotification? happened = random.Next(5) switch
            {
                0 or 1 => NewOrder(random),
                2 when paid.Count > 0 => Fee(paid[random.Next(paid.Count)], random.Next(1, 300)),
                3 when paid.Count > 0 => Refund(paid[random.Next(paid.Count)], random),
                _ => null,
            };
            if (happened is OrderPaid order) paid.Add(order);
            if (happened is null) await AddUpAsync(shop);
            else await shop.AnnounceAsync(happened);
            if (step % 4 == 3) await AssertSumsAsync(shop);
        }
#pragma warning restore CA5394

        Assert.True(paid.Count > 5, $"{paid.Count} orders are no history.");
    }

    [Fact]
    public async Task AddUp_NothingChanged_DoesNothing()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        Assert.Equal(0, await AddUpAsync(shop));
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        Assert.Equal(1, await AddUpAsync(shop));
        Assert.Equal(0, await AddUpAsync(shop));
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<TakingDay>().CountAsync()));
    }

    [Fact]
    public async Task Sums_OfAnAddedUpDay_AreReadFromItAlone()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.LandSearch));
        await AddUpAsync(shop);
        // Nobody may write here; it shows where the figures are read.
        await shop.ReadAsync(db => db.Set<TakingDay>().ExecuteUpdateAsync(d => d.SetProperty(x => x.GrossPence, 77)));
        Assert.Equal(77, (await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Sums.GrossPence);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        Assert.Equal(19982, (await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Sums.GrossPence);
    }

    [Fact]
    public async Task AddUpAgain_SumChangedBySql_IsPutRight()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.LandSearch), PaidOrders.At(PaidOrders.Noon.AddDays(1), PaidOrders.SkipPermit));
        await AddUpAsync(shop);
        await shop.ReadAsync(db => db.Set<TakingDay>().Where(d => d.Day == First).ExecuteUpdateAsync(d => d.SetProperty(x => x.GrossPence, 77)));
        await shop.ReadAsync(db => db.Set<TakingDay>().Where(d => d.Day != First).ExecuteDeleteAsync());
        await shop.ReadAsync(db => db.Set<TakingTotal>().Where(t => t.VatCode == "S").ExecuteDeleteAsync());
        Assert.Equal(2, await shop.SendAsync(new AddUpAgain()));
        await AssertSumsAsync(shop);
        Assert.Equal(2, await AddUpAsync(shop));
        await AssertSumsAsync(shop);
    }

    [Fact]
    public async Task Sums_PaymentChangedBySql_FollowIt()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit), PaidOrders.At(PaidOrders.Noon.AddDays(1), PaidOrders.SkipPermit));
        await AddUpAsync(shop);
        await shop.ReadAsync(db => db.Set<FinancePayment>().ExecuteUpdateAsync(p => p.SetProperty(x => x.FeePence, 1).SetProperty(x => x.FinancialDate, First.AddDays(2))));
        await AssertSumsAsync(shop);
        Assert.Equal(3, await AddUpAsync(shop));
        await AssertSumsAsync(shop);
    }

    [Fact]
    public async Task Sums_OfPaymentsFromBeforeDaysWereKept_AreThere()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await MigrateAsync(shop, "20261126000001_LedgerGuards");
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit), PaidOrders.At(PaidOrders.Noon.AddDays(1), PaidOrders.LandSearch));
        await MigrateAsync(shop, null);
        await AssertSumsAsync(shop);
        Assert.Equal(2, await AddUpAsync(shop));
        await AssertSumsAsync(shop);
    }

    [Fact]
    public async Task Payment_ThatWasRolledBack_LeavesNoChange()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit), new MoneyShop.Fail()));
        Assert.Equal(0, await AddUpAsync(shop));
    }

    private static Task<int> MigrateAsync(TestShop shop, string? to) => shop.ReadAsync(async db =>
    {
        await db.GetService<IMigrator>().MigrateAsync(to);
        return 0;
    });

    internal static Task<int> AddUpAsync(TestShop shop) => shop.SendAsync(new AddUpTakings());

    /// <summary>Against sums in memory, for all days and for each alone.</summary>
    internal static async Task AssertSumsAsync(TestShop shop)
    {
        var payments = await shop.ReadAsync(db => db.Set<FinancePayment>().AsNoTracking().Where(p => p.PaidAt != null).ToListAsync());
        var lines = await shop.ReadAsync(db => db.Set<FinancePaymentLine>().AsNoTracking().ToListAsync());
        Assert.Equal(Sums(payments), (await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Sums);
        for (var day = First; day <= First.AddDays(3); day = day.AddDays(1))
        {
            var totals = await shop.SendAsync(new GetTotals(day, day.AddDays(1)));
            Assert.Equal(Sums(payments.Where(p => p.FinancialDate == day || p.FinancialDate == day.AddDays(1))), totals.Payments);
            Assert.Equal(Written(lines.Where(l => l.FinancialDate == day || l.FinancialDate == day.AddDays(1))), totals.Rows.Select(Written).Order(StringComparer.Ordinal));
        }
    }

    private static PaymentSums Sums(IEnumerable<FinancePayment> payments)
    {
        var all = payments.ToList();
        return new PaymentSums(all.Count, all.Sum(p => p.GrossPence), all.Sum(p => p.RefundedPence), all.Sum(p => p.FeePence ?? 0), all.Count(p => p.FeePence is null));
    }

    private static IEnumerable<string> Written(IEnumerable<FinancePaymentLine> lines) => lines
        .GroupBy(l => (l.FinancialDate, l.CostCentre, l.Subjective, l.VatCode))
        .Select(g => Written(new TotalRow(
            g.Key.FinancialDate, g.Key.CostCentre, g.Key.Subjective, g.Key.VatCode, g.Count(), g.Sum(l => l.NetPence), g.Sum(l => l.VatPence), g.Sum(l => l.GrossPence))))
        .Order(StringComparer.Ordinal);

    private static string Written(TotalRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd} {row.CostCentre} {row.Subjective} {row.VatCode} {row.Lines} {row.NetPence} {row.VatPence} {row.GrossPence}");

#pragma warning disable CA5394
    private static OrderPaid NewOrder(Random random) =>
        PaidOrders.At(PaidOrders.Noon.AddDays(random.Next(4)), random.Next(2) == 0 ? [PaidOrders.SkipPermit] : [PaidOrders.SkipPermit, PaidOrders.LandSearch]);

    private static PaymentRefunded Refund(OrderPaid order, Random random) => new(order.PaymentId!.Value, order.Reference.Value, random.NextInt64(1, order.TotalPence + 1));
#pragma warning restore CA5394

    private static PaymentFeeKnown Fee(OrderPaid order, long pence) => new(order.PaymentId!.Value, order.Reference.Value, $"txn_{order.Reference.Value}", pence, order.TotalPence - pence);
}
