using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class TakingsTests(DatabaseProvider provider)
{
    [Fact]
    public async Task OrderPaid_MixedVat_IsRecordedWithItsCodes()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var view = (await shop.SendAsync(new GetFinancePayment(order.Reference.ToString())))!;
        Assert.Equal((19982L, 0L, null, TakingState.Paid, "4242"), (view.Payment.GrossPence, view.Payment.RefundedPence, view.Payment.FeePence, view.Payment.State, view.Payment.CardLast4));
        Assert.Equal(
            [("HW210", "91210", "O", 9700L, 0L, 9700L), ("PL730", "91720", "O", 2500L, 0L, 2500L), ("PL730", "91720", "S", 6485L, 1297L, 7782L)],
            view.Lines.Select(l => (l.CostCentre, l.Subjective, l.VatCode, l.NetPence, l.VatPence, l.GrossPence)));
    }

    [Fact]
    public async Task Events_InAnyOrderAndTwice_EndTheSame()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.LandSearch);
        var fee = new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, "txn_1", 174, 10108);
        // Payments may carry the reference as people read it.
        var refund = new PaymentRefunded(order.PaymentId.Value, order.Reference.ToString(), 7782);
        foreach (var happened in new MediatR.INotification[] { refund, fee, order, order, fee, refund }) await shop.AnnounceAsync(happened);

        var page = await shop.SendAsync(new ListPayments(PaymentFilter.All, null));
        var row = Assert.Single(page.Rows);
        Assert.Equal((10282L, 7782L, 174L, 2326L, TakingState.PartlyRefunded), (row.GrossPence, row.RefundedPence, row.FeePence, row.NetPence, row.State));
        Assert.Equal(2, await shop.ReadAsync(db => db.Set<FinancePaymentLine>().CountAsync()));
    }

    [Fact]
    public async Task Events_AtOnce_LoseNothing()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await Task.WhenAll(
            shop.AnnounceAsync(order),
            shop.AnnounceAsync(new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, "txn_1", 166, 9534)),
            shop.AnnounceAsync(new PaymentRefunded(order.PaymentId.Value, order.Reference.Value, 9700)));
        var row = Assert.Single((await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Rows);
        Assert.Equal((9700L, 9700L, 166L, TakingState.Refunded), (row.GrossPence, row.RefundedPence, row.FeePence, row.State));
    }

    [Fact]
    public async Task List_FeeKnownBeforePaid_IsNotShown()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(new PaymentFeeKnown(Guid.CreateVersion7(), OrderReference.New().Value, "txn_1", 166, 9534));
        var page = await shop.SendAsync(new ListPayments(PaymentFilter.All, null));
        Assert.Empty(page.Rows);
        Assert.Equal(new PaymentSums(0, 0, 0, 0, 0), page.Sums);
    }

    [Fact]
    public async Task OrderPaid_Free_IsNoPayment()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.FreeWaste));
        Assert.Empty((await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Rows);
    }

    [Fact]
    public async Task OrderPaid_AtMidnightInSummer_CountsForTheLondonDay()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(
            PaidOrders.At(new DateTime(2026, 6, 30, 22, 59, 59, DateTimeKind.Utc), PaidOrders.SkipPermit),
            PaidOrders.At(new DateTime(2026, 6, 30, 23, 0, 0, DateTimeKind.Utc), PaidOrders.LandSearch));
        Assert.Equal(9700, (await TotalsAsync(shop, new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 30))).GrossPence);
        Assert.Equal(10282, (await TotalsAsync(shop, new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 1))).GrossPence);
    }

    [Fact]
    public async Task List_ManyInOneSecond_PagesWithoutGapOrRepeat()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        for (var i = 0; i < 12; i++)
            await shop.AnnounceAsync([.. Enumerable.Range(0, 10).Select(_ => PaidOrders.At(PaidOrders.Noon.AddSeconds(i / 3), PaidOrders.SkipPermit))]);
        var seen = new List<string>();
        Guid? after = null;
        do
        {
            var page = await shop.SendAsync(new ListPayments(PaymentFilter.All, after));
            seen.AddRange(page.Rows.Select(r => r.Reference));
            Assert.Equal(120, page.Sums.Count);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task List_EachKindOfSearch_FindsThePayment()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var wanted = PaidOrders.Of(PaidOrders.LandSearch) with { Payer = PaidOrders.Sam with { Email = "Kim@Example.com" }, CardLast4 = "1881" };
        var other = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(wanted, other);
        foreach (var text in new[] { wanted.Reference.ToString().ToLowerInvariant(), "kim@example.COM ", "£102.82", "102.82", "1881", wanted.ChargeId! })
            Assert.Equal(wanted.Reference.Value, Assert.Single((await FindAsync(shop, text)).Rows).Reference);
        Assert.Equal(2, (await FindAsync(shop, " ")).Rows.Count);
        Assert.Empty((await FindAsync(shop, "nothing like it")).Rows);
        Assert.False(new PaymentFilter("nothing like it", null, null, PaymentShow.All).IsReadable);
        Assert.Empty((await FindAsync(shop, "99999999999999999999")).Rows);
    }

    [Fact]
    public async Task List_FiltersByState_ShowWhatTheySay()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var refunded = PaidOrders.Of(PaidOrders.SkipPermit);
        var odd = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(
            refunded, odd, new PaymentRefunded(refunded.PaymentId!.Value, refunded.Reference.Value, 9700),
            new PaymentFeeKnown(odd.PaymentId!.Value, odd.Reference.Value, "txn_1", 166, 9534), new OrderNeedsAttention(odd.OrderId, odd.Reference, 9700, "paid twice"));
        Assert.Equal(refunded.Reference.Value, Assert.Single((await ShowAsync(PaymentShow.Refunded)).Rows).Reference);
        Assert.Equal(refunded.Reference.Value, Assert.Single((await ShowAsync(PaymentShow.FeeNotKnown)).Rows).Reference);
        var row = Assert.Single((await ShowAsync(PaymentShow.NeedsAttention)).Rows);
        Assert.Equal((odd.Reference.Value, true), (row.Reference, row.NeedsAttention));

        Task<PaymentPage> ShowAsync(PaymentShow show) => shop.SendAsync(new ListPayments(new PaymentFilter(null, null, null, show), null));
    }

    [Fact]
    public async Task Totals_AnyOrders_AddUpToThePaymentsToThePenny()
    {
        var orders = GenOrders.Some();
        await using var shop = await MoneyShop.StartAsync(provider);
        foreach (var some in orders.Chunk(20)) await shop.AnnounceAsync([.. some]);
        var from = new DateOnly(2026, 3, 1);
        foreach (var to in new[] { from, from.AddDays(10), from.AddDays(40) })
        {
            var totals = await TotalsAsync(shop, from, to);
            var expected = orders.Where(o => LondonTime.DateOf(o.PaidAt) >= from && LondonTime.DateOf(o.PaidAt) <= to).ToList();
            Assert.Equal(expected.Sum(o => o.TotalPence), totals.GrossPence);
            Assert.Equal(totals.Payments.GrossPence, totals.GrossPence);
            Assert.Equal(expected.Sum(o => o.Lines.Sum(l => l.Snapshot.VatPence)), totals.VatPence);
            Assert.Equal(totals.GrossPence, totals.NetPence + totals.VatPence);
            Assert.Equal(totals.Rows.Count, totals.Rows.DistinctBy(r => (r.Day, r.CostCentre, r.Subjective, r.VatCode)).Count());
        }
    }

    [Fact]
    public async Task Line_ChangedBySql_IsRefusedByTheDatabase()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit));
        await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Set<FinancePaymentLine>().ExecuteUpdateAsync(s => s.SetProperty(l => l.CostCentre, "XX999"))));
    }

    private static Task<TakingTotals> TotalsAsync(TestShop shop, DateOnly from, DateOnly to) => shop.SendAsync(new GetTotals(from, to));

    private static Task<PaymentPage> FindAsync(TestShop shop, string text) => shop.SendAsync(new ListPayments(new PaymentFilter(text, null, null, PaymentShow.All), null));

    private static class GenOrders
    {
        private static readonly Gen<ChargeComponent> Component = Gen.Select(Gen.Long[0, 50_000], Gen.Bool, Gen.Int[1, 3], Gen.Int[1, 3], (gross, isTaxed, centre, subjective) =>
            PaidOrders.Fee("fee", gross, isTaxed ? new VatRate(2000).VatIn(new Money(gross)).Pence : 0, isTaxed ? "S" : "O", $"CC{centre}", $"9000{subjective}"));

        private static readonly Gen<OrderPaid> Order = Gen.Select(Component.Array[1, 4].Array[1, 3], Gen.Int[0, 40 * 24 * 60], (lines, minutes) =>
            PaidOrders.At(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes), [.. lines.Select(c => PaidOrders.Line("any", "Any service", "traffic", c))]));

        /// <summary>Other ones each time; a failure shows the figures.</summary>
        public static OrderPaid[] Some() => Order.Array[120].Single();
    }
}

public sealed class SqliteTakingsTests() : TakingsTests(DatabaseProvider.Sqlite);

public sealed class PostgresTakingsTests() : TakingsTests(DatabaseProvider.Postgres);
