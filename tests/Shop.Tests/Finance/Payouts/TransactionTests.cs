using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Finance.Payouts;

/// <summary>What a row of Stripe's balance may be about: an order known or not yet, another charge, nothing known at all.</summary>
public abstract class TransactionTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Theory]
    [InlineData("platform_surprise")]
    [InlineData("")]
    [InlineData("topup")]
    [InlineData("other_adjustment")]
    public async Task Transaction_OfACategoryNobodyExplained_IsAnItemAndInSuspense(string category)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var odd = world.Stripe.Add(Monday, "adjustment", category, 1_234, 0, null, r => r with { Description = "A present" });
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults);
        Assert.Equal((FaultKind.Unknown, odd.Id, 1_234L), (fault.Kind, fault.TransactionId, fault.AmountPence));
        Assert.Contains("A present", fault.Why, StringComparison.Ordinal);
        var item = await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync());
        Assert.Equal((SuspenseSource.StripeTransaction, odd.Id, 1_234L), (item.Source, item.SourceId, item.AmountPence));
        Assert.Equal(-1_234, await world.BalanceAsync(LedgerAccount.Suspense));
        await world.ProvedAsync();
        Assert.Equal(1_234, Assert.Single((await world.Shop.SendAsync(new ListPayouts(new PayoutFilter(PayoutShow.Unexplained), null))).Rows).UnexplainedPence);
    }

    [Fact]
    public async Task Transaction_ClearedInSuspense_IsExplained()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Stripe.Add(Monday, "adjustment", "other_adjustment", 1_234, 0, null);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Equal(1_234, (await world.SeeAsync(payout.Id)).UnexplainedPence);
        await world.Shop.ReadAsync(async db =>
        {
            (await db.Set<SuspenseItem>().SingleAsync()).Clear(null, "Stripe gave a month's fees back.", Monday.AddDays(1));
            return await db.SaveChangesAsync();
        });
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
    }

    [Theory]
    [InlineData("euros")]
    [InlineData("converted")]
    [InlineData("mode")]
    public async Task Transaction_NotTheCouncilsPounds_IsAnItem(string what)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        var odd = world.Stripe.Add(Monday, "charge", "charge", 700, 0, "ch_odd", r => r with
        {
            ChargeId = "ch_odd",
            Currency = what == "euros" ? "eur" : "gbp",
            IsConverted = what == "converted",
            IsWrongMode = what == "mode",
            PayoutId = payout.Id,
        });
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults, f => f.TransactionId == odd.Id && f.Kind == FaultKind.Foreign);
        Assert.Equal(700, fault.AmountPence);
        Assert.Equal(odd.Id, (await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync(i => i.Source == SuspenseSource.StripeTransaction))).SourceId);
    }

    [Theory]
    [InlineData("2026-03-28T23:59:59Z", "2026-03-28")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29")]
    [InlineData("2026-03-31T22:59:59Z", "2026-03-31")]
    [InlineData("2026-03-31T23:00:00Z", "2026-04-01")]
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T23:30:00Z", "2026-10-25")]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-31")]
    public async Task Transaction_NearMidnight_CountsForItsLondonDayOnBothSides(string utc, string day)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var at = DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        await world.SellAsync(at, PaidOrders.SkipPermit);
        var payout = world.Stripe.PayOut(at.AddDays(2));
        await world.ImportAsync();
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), (await world.RowAsync(world.Stripe.Rows[0].Id)).FinancialDate);
        await world.ExplainedAsync(payout.Id);
        var proof = await world.ProvedAsync();
        Assert.Equal(9_700 - PayoutWorld.Fee(9_700), proof.Days.Single(d => d.Day == DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).LedgerPence);
    }

    [Fact]
    public async Task Transaction_BeforeItsOrderIsKnown_FindsItLater()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, PaidOrders.SkipPermit);
        world.AtStripe(order);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Contains((await world.SeeAsync(payout.Id)).Faults, f => f.Kind == FaultKind.NoPayment);
        await world.HearAsync(order);
        await world.ImportAsync();
        var view = await world.ExplainedAsync(payout.Id);
        Assert.Equal(order.Reference.Value, Assert.Single(view.Transactions).Reference);
    }

    [Fact]
    public async Task Charge_SecondOnTheSameOrder_IsNotTheOrdersPayment()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.SkipPermit);
        var twice = world.Stripe.Charge("ch_twice", order.Reference.Value, 9_700, 166, Monday.AddMinutes(1));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var faults = (await world.SeeAsync(payout.Id)).Faults;
        Assert.Contains(faults, f => f.Kind == FaultKind.NoPayment && f.TransactionId == twice.Id && f.AmountPence == 9_534);
        Assert.DoesNotContain(faults, f => f.Kind == FaultKind.OrderDiffers);
    }

    [Fact]
    public async Task Transactions_MoreThanAreListed_AreCountedAndAddedUp()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        for (var i = 0; i < TransactionFaults.Most + 5; i++) world.Stripe.Add(Monday.AddSeconds(i), "adjustment", "topup", i % 2 == 0 ? 100 : -50, 0, null);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var view = await world.SeeAsync(payout.Id);
        Assert.Equal(TransactionFaults.Most + 1, view.Faults.Count);
        var more = Assert.Single(view.Faults, f => f.Kind == FaultKind.More);
        Assert.Equal("5 more are like these; they are listed when these are dealt with.", more.Why);
        Assert.Equal(103 * 100 + 102 * 50, view.UnexplainedPence);
        Assert.Equal(view.UnexplainedPence, view.Payout.UnexplainedPence);
    }
}

public sealed class SqliteTransactionTests() : TransactionTests(DatabaseProvider.Sqlite);

public sealed class PostgresTransactionTests() : TransactionTests(DatabaseProvider.Postgres);
