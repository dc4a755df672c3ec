using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Opening;
using Shop.Finance.Refunds;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Payouts;

namespace Shop.Tests.Finance.Ledger;

/// <summary>Money from before the ledger: orders from finance's record, refunds from Stripe's balance, and the proof holds.</summary>
public abstract class OpeningTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Fact]
    public async Task OpeningPosition_OfEarlierOrders_IsPostedOnce()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var (kept, part) = (PaidOrders.Of(PaidOrders.SkipPermit), PaidOrders.Of(PaidOrders.LandSearch with { ServiceDate = new DateOnly(2027, 1, 5) }));
        await shop.AnnounceAsync(kept, part, Refunded(part, 1000));
        await shop.EmptyTheLedgerAsync();
        Assert.Equal(new OpeningPart(2, 9700 + 10282, 0, 0), await shop.SendAsync(new PostOpeningPosition()));
        // Stripe's balance was not read yet: nobody knows which refund it was, and when.
        Assert.Equal(new OpeningPart(0, 0, 0, 0, 1000), await shop.SendAsync(new PostOpeningPosition()));
        await shop.AnnounceAsync(kept, part);
        var journals = await shop.JournalsAsync();
        Assert.Equal(2, journals.Count);
        Assert.All(journals, j => Assert.Equal(JournalKind.OpeningPosition, j.Kind));
        Assert.Equal(
            (19982, -9700, -8985),
            (await shop.BalanceAsync(LedgerAccount.StripeClearing), await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.IncomeInAdvance)));
        Assert.Single((await shop.SendAsync(new Shop.Accounts.ListAudit(null))).Rows, r => r.What == "posted opening position");
    }

    [Fact]
    public async Task OpeningPosition_OfEarlierRefunds_IsByRefundOnItsDayAndTheProofHolds()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var (whole, parts, failed) = (await world.SellAsync(Monday, PaidOrders.LandSearch), await world.SellAsync(Monday, PaidOrders.LandSearch), await world.SellAsync(Monday, PaidOrders.SkipPermit));
        world.Stripe.Refund("re_whole", whole.ChargeId!, 10_282, Monday.AddDays(1));
        world.Stripe.Refund("re_a", parts.ChargeId!, 1_000, Monday.AddDays(1));
        world.Stripe.Refund("re_b", parts.ChargeId!, 500, Monday.AddDays(2));
        world.Stripe.Refund("re_failed", failed.ChargeId!, 9_700, Monday.AddDays(1));
        world.Stripe.Add(Monday.AddDays(3), "refund_failure", "refund_failure", 9_700, 0, "re_failed", r => r with { RefundId = "re_failed", ChargeId = failed.ChargeId });
        await world.Shop.AnnounceAsync(Refunded(whole, 10_282), Refunded(parts, 1_500));
        await world.Shop.EmptyTheLedgerAsync();
        var payout = world.Stripe.PayOut(Monday.AddDays(3).AddHours(1));
        world.Shop.Clock.Advance(TimeSpan.FromDays(5));
        await world.ImportAsync();

        Assert.Equal(new OpeningPart(3, 2 * 10_282 + 9_700, 0, 0), await world.Shop.SendAsync(new PostOpeningPosition()));
        Assert.Equal(new OpeningPart(0, 0, 4, 10_282 + 1_500 + 9_700), await world.Shop.SendAsync(new PostOpeningPosition()));
        Assert.Equal(new OpeningPart(0, 0, 0, 0), await world.Shop.SendAsync(new PostOpeningPosition()));
        var journals = (await world.Shop.JournalsAsync()).Where(j => j.SourceId.StartsWith("refund", StringComparison.Ordinal)).Select(j => (j.SourceId, j.FinancialDate.Day)).OrderBy(j => j.SourceId, StringComparer.Ordinal);
        Assert.Equal([("refund-failed:re_failed", 8), ("refund:re_a", 6), ("refund:re_b", 7), ("refund:re_failed", 6), ("refund:re_whole", 6)], journals);
        // The whole order on its own charges, the two parts wait for an officer, what failed is income again.
        Assert.Equal((1_500L, -8_985L - 9_700L), (await world.BalanceAsync(LedgerAccount.RefundsToAllocate), await world.BalanceAsync(LedgerAccount.Income)));
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        await world.ProvedAsync();

        var waiting = (await world.Shop.SendAsync(new ListRefundsOf(parts.Reference.Value))).Single(r => r.AmountPence == 1_000);
        Assert.Equal(AllocateRefundResult.Allocated, await world.Shop.SendAsync(new AllocateRefund(LedgerShop.Ann, waiting.Id, null, "Half a search")));
        Assert.Equal(500, await world.BalanceAsync(LedgerAccount.RefundsToAllocate));
    }

    [Fact]
    public async Task Refund_ToldOfAfterTheOpeningPosition_IsTheSameRefund()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.SkipPermit);
        world.Stripe.Refund("re_1", order.ChargeId!, 9_700, Monday.AddDays(1));
        await world.Shop.EmptyTheLedgerAsync();
        world.Shop.Clock.Advance(TimeSpan.FromDays(5));
        await world.ImportAsync();
        while (await world.Shop.SendAsync(new PostOpeningPosition()) is { Orders: > 0 } or { Refunds: > 0 }) { }
        await world.Shop.AnnounceAsync(LedgerShop.Refund(order, "re_1", 9_700));
        Assert.Single(await world.Shop.SendAsync(new ListRefundsOf(order.Reference.Value)));
        Assert.Equal(1, await world.Shop.ReadAsync(db => db.Set<Journal>().CountAsync(j => j.SourceId == "refund:re_1")));
        Assert.Equal(0, await world.BalanceAsync(LedgerAccount.Income));
    }

    private static PaymentRefunded Refunded(OrderPaid order, long pence) => new(order.PaymentId!.Value, order.Reference.Value, pence);
}

public sealed class SqliteOpeningTests() : OpeningTests(DatabaseProvider.Sqlite);

public sealed class PostgresOpeningTests() : OpeningTests(DatabaseProvider.Postgres);
