using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Finance.Payouts;

/// <summary>Stripe's list can be faster than the shop: the item of a charge that fits no payment goes when the payment is known.</summary>
public abstract class PaymentKnownLaterTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Item_OfAChargeWhosePaymentIsKnownLater_IsSettledByItself()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(PayoutWorld.Monday, PaidOrders.SkipPermit);
        var row = world.AtStripe(order);
        var odd = world.Stripe.Charge("ch_stranger", null, 1_234, 39, PayoutWorld.Monday);
        world.Shop.Clock.Advance(TimeSpan.FromHours(3));
        await world.ImportAsync();
        Assert.Equal([row.Id, odd.Id], (await OpenAsync(world)).Select(i => i.SourceId));

        await world.HearAsync(order);
        await world.ImportAsync();
        Assert.Equal(odd.Id, Assert.Single(await OpenAsync(world)).SourceId);
        var settled = await world.Shop.ReadAsync(db => db.Set<SuspenseItem>().SingleAsync(i => i.SourceId == row.Id));
        Assert.Equal((SuspenseState.Cleared, null, "Its payment is known now."), (settled.State, settled.ClearedBy, settled.ClearedWhy));
        await world.ImportAsync();
        Assert.Single(await OpenAsync(world));
    }

    private static Task<List<SuspenseItem>> OpenAsync(PayoutWorld world) =>
        world.Shop.ReadAsync(db => db.Set<SuspenseItem>().Where(i => i.State == SuspenseState.Open).OrderByDescending(i => i.AmountPence).ToListAsync());
}

public sealed class SqlitePaymentKnownLaterTests() : PaymentKnownLaterTests(DatabaseProvider.Sqlite);

public sealed class PostgresPaymentKnownLaterTests() : PaymentKnownLaterTests(DatabaseProvider.Postgres);
