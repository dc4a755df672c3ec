using Shop.Finance.Days;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Takings;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Payouts;

namespace Shop.Tests.Finance;

public abstract class DayTests(DatabaseProvider provider)
{
    private static readonly DateOnly Last = LondonTime.DateOf(PayoutWorld.Monday);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Day_AnyOrders_AgreesWithTheTotalsPageToThePenny(int seed)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var random = new Random(seed);
        foreach (var some in Enumerable.Range(0, 120).Select(_ => Happening(random)).Chunk(20)) await shop.AnnounceAsync([.. some.SelectMany(h => h)]);
        var view = await shop.SendAsync(new GetFinanceDay(null));
        Assert.Equal((Last, 14), (view.Day, view.Days.Count));
        Assert.True(view.Days.Sum(d => d.RefundedPence) > 0 && view.Days.Sum(d => d.FeePence) > 0 && view.Days.Sum(d => d.WithoutFee) > 0);
        for (var i = 0; i < view.Days.Count; i++)
        {
            var day = await shop.SendAsync(new GetFinanceDay(view.Days[i].Day));
            Assert.Equal(view.Days[i], day.Figures);
            await AgreesAsync(shop.SendAsync(new GetTotals(day.Day, day.Day)), [day.Figures]);
            var totals = await shop.SendAsync(new GetTotals(day.Day, day.Day));
            foreach (var parts in new[] { day.Parts, day.ByService(), day.ByCostCentre() })
                Assert.Equal(
                    (totals.GrossPence, totals.NetPence, totals.VatPence, totals.Payments.FeePence, totals.Payments.RefundedPence),
                    (parts.Sum(p => p.GrossPence), parts.Sum(p => p.NetPence), parts.Sum(p => p.VatPence), parts.Sum(p => p.FeePence), parts.Sum(p => p.RefundedPence)));
            Assert.Equal(totals.ByCode().GroupBy(c => c.CostCentre).Select(g => (g.Key, g.Sum(c => c.GrossPence))).Order(), day.ByCostCentre().Select(p => (p.CostCentre, p.GrossPence)).Order());
        }

        await AgreesAsync(shop.SendAsync(new GetTotals(view.Days[0].Day, Last)), view.Days);
    }

    [Fact]
    public async Task Day_WithPayoutsBankAndSuspense_HasThemOnTheirDays()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(PayoutWorld.Monday, PaidOrders.SkipPermit);
        var unknown = world.Stripe.Add(PayoutWorld.Monday, "adjustment", "something_new", -1_234, 0, null);
        var payout = world.Stripe.PayOut(PayoutWorld.Monday.AddHours(1));
        world.Shop.Clock.Advance(TimeSpan.FromDays(1));
        await world.ImportAsync();
        await world.PostAsync(new(
            "bank:1", JournalKind.BankReceipt, Last.AddDays(1), "On the bank",
            [LedgerPosting.Debit("bank", payout.AmountPence), LedgerPosting.Credit("payouts-in-transit", payout.AmountPence) with { PayoutId = payout.Id, BankLineId = "1" }], null, null));
        var view = await world.Shop.SendAsync(new GetFinanceDay(Last.AddDays(1)));
        var (day, next) = (view.Days[^2], view.Days[^1]);
        var list = await world.Shop.SendAsync(new ListPayouts(new PayoutFilter(PayoutShow.All, Last, Last), null));
        Assert.Equal((9_700L, list.Sums.AmountPence, list.Sums.Count, 0L), (day.TakenPence, day.PaidOutPence, day.Payouts, day.BankedPence));
        Assert.Equal((1, 1_234L, 0L, list.Sums.UnexplainedPence), (day.SuspenseItems, day.SuspensePence, day.ClearingPence, day.PayoutsUnexplainedPence));
        Assert.Equal((0L, 0L, payout.AmountPence, 0L), (next.TakenPence, next.PaidOutPence, next.BankedPence, next.UnexplainedPence));
        Assert.Equal(-unknown.NetPence, view.Days.Sum(d => d.UnexplainedPence));
    }

    [Fact]
    public async Task Day_WhereNothingHappened_HasNoughts()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var view = await shop.SendAsync(new GetFinanceDay(null));
        Assert.Equal((Last, false, 0, 0L), (view.Day, view.HasLater, view.Parts.Count, view.Days.Sum(d => d.TakenPence)));
        Assert.True((await shop.SendAsync(new GetFinanceDay(Last.AddDays(-30)))).HasLater);
    }

    private static async Task AgreesAsync(Task<TakingTotals> asked, IReadOnlyList<DayFigures> days)
    {
        var totals = await asked;
        Assert.Equal(
            (totals.GrossPence, totals.Payments.Count, totals.Payments.RefundedPence, totals.Payments.FeePence, totals.Payments.WithoutFee),
            (days.Sum(d => d.TakenPence), days.Sum(d => d.Payments), days.Sum(d => d.RefundedPence), days.Sum(d => d.FeePence), days.Sum(d => d.WithoutFee)));
    }

    /// <summary>An order within the fortnight that ends on Monday; most with a fee, some given back in full.</summary>
    private static IEnumerable<MediatR.INotification> Happening(Random random)
    {
        var paidAt = PayoutWorld.Monday.AddMinutes(-random.Next(13 * 24 * 60));
        var order = PaidOrders.At(paidAt, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Line(random))]);
        yield return order;
        if (random.Next(5) > 0) yield return new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, $"txn_{Guid.NewGuid():N}", random.Next(20, 500), order.TotalPence);
        if (random.Next(4) > 0) yield break;
        yield return new PaymentRefunded(order.PaymentId!.Value, order.Reference.Value, order.TotalPence);
        yield return new RefundChanged(
            Guid.CreateVersion7(), order.PaymentId.Value, order.Reference.Value, order.ChargeId!, $"re_{Guid.NewGuid():N}", order.TotalPence, RefundOrigin.Dashboard, RefundState.Succeeded, null, null, null, paidAt.AddHours(1));
    }

    private static LineSnapshot Line(Random random)
    {
        var gross = random.Next(100, 50_000);
        var service = random.Next(4);
        return PaidOrders.Line($"service-{service}", $"Service {service}", "any", PaidOrders.Fee("fee", gross, gross / 6, "S", $"CC{random.Next(3)}", "90001"));
    }
}

public sealed class SqliteDayTests() : DayTests(DatabaseProvider.Sqlite);

public sealed class PostgresDayTests() : DayTests(DatabaseProvider.Postgres);
