using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Ledger;

namespace Shop.Tests.Finance.Payouts;

/// <summary>Edges of the worked example that are about the order in which things are told, and about rounding: every figure down to the ledger.</summary>
public abstract class EdgeTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Fact]
    public async Task Webhooks_RepeatedAndBeforeEverythingElse_PostOnce()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, PaidOrders.LandSearch);
        var row = world.AtStripe(order);
        var fee = new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, row.Id, row.FeePence, row.NetPence);
        world.Stripe.Refund("re_1", order.ChargeId!, 10_282, Monday.AddMinutes(5));
        var refund = LedgerShop.Refund(order, "re_1", 10_282);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        // The fee is told of before the payment is; all of it twice, once together and once apart.
        await world.Shop.AnnounceAsync(fee, order, refund);
        foreach (var again in new MediatR.INotification[] { order, refund, fee }) await world.Shop.AnnounceAsync(again);
        await world.ImportAsync();
        await world.ImportAsync();

        var journals = await world.Shop.ReadAsync(db => db.Set<Journal>().Select(j => new { j.SourceId, j.TotalPence }).ToListAsync());
        Assert.Equal(
            new[] { ($"fee:{row.Id}", 174L), ($"order:{order.Reference.Value}", 10_282L), ($"payout:{payout.BalanceTransactionId}", 174L), ("refund:re_1", 10_282L) }.OrderBy(j => j.Item1, StringComparer.Ordinal),
            journals.Select(j => (j.SourceId, j.TotalPence)).OrderBy(j => j.SourceId, StringComparer.Ordinal));
        Assert.Equal(-174, payout.AmountPence);
        Assert.Equal(
            (0L, 0L, 174L, -174L, 0L),
            (await world.BalanceAsync(LedgerAccount.Income), await world.BalanceAsync(LedgerAccount.VatOutput), await world.BalanceAsync(LedgerAccount.CardFees),
                await world.BalanceAsync(LedgerAccount.PayoutsInTransit), await world.BalanceAsync(LedgerAccount.StripeClearing)));
        await world.ExplainedAsync(payout.Id);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Refund_LearnedOfDaysLater_CountsForTheDayOfItsBalanceTransaction()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.SkipPermit);
        // 00:30 on Wednesday in London.
        var row = world.Stripe.Refund("re_1", order.ChargeId!, 9_700, Monday.Date.AddDays(1).AddHours(23.5));
        world.Shop.Clock.Advance(TimeSpan.FromDays(4));
        await world.ImportAsync();
        await world.Shop.AnnounceAsync(LedgerShop.Refund(order, "re_1", 9_700) with { BalanceTransactionId = row.Id, At = Monday.AddDays(4) });
        Assert.Equal(new DateOnly(2026, 10, 7), (await world.Shop.JournalsAsync()).Single(j => j.SourceId == "refund:re_1").FinancialDate);
        await world.ProvedAsync();
    }

    /// <summary>16.67p of VAT in each pound is 17p three times; on an invoice of three pounds it would be 50p.</summary>
    [Fact]
    public async Task Vat_OfThreeParts_IsRoundedByPartAndGoesBackAsStored()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        ChargeComponent[] parts = [Part("a"), Part("b"), Part("c")];
        Assert.Equal((51L, 50L), (parts.Sum(p => p.VatPence), new VatRate(2000).VatIn(new Money(300)).Pence));
        var order = await world.SellAsync(Monday, PaidOrders.Line("three", "Three parts", "pest", parts));
        Assert.Equal((-249L, -51L), (await world.BalanceAsync(LedgerAccount.Income), await world.BalanceAsync(LedgerAccount.VatOutput)));
        world.Stripe.Refund("re_1", order.ChargeId!, 100, Monday.AddMinutes(1));
        world.Stripe.Refund("re_2", order.ChargeId!, 200, Monday.AddMinutes(2));
        await world.Shop.AnnounceAsync(LedgerShop.Refund(order, "re_1", 100), LedgerShop.Refund(order, "re_2", 200));
        foreach (var refund in (await world.Shop.SendAsync(new ListRefundsOf(order.Reference.Value))).OrderBy(r => r.AmountPence))
            Assert.Equal(AllocateRefundResult.Allocated, await world.Shop.SendAsync(new AllocateRefund(LedgerShop.Ann, refund.Id, null, "Nothing was done")));
        Assert.Equal(
            (0L, 0L, 0L), (await world.BalanceAsync(LedgerAccount.Income), await world.BalanceAsync(LedgerAccount.VatOutput), await world.BalanceAsync(LedgerAccount.RefundsToAllocate)));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Equal(-PayoutWorld.Fee(300), payout.AmountPence);
        await world.ExplainedAsync(payout.Id);

        static ChargeComponent Part(string id) => PaidOrders.Fee(id, 100, new VatRate(2000).VatIn(new Money(100)).Pence, "S", "EH310", "91310");
    }
}

public sealed class SqliteEdgeTests() : EdgeTests(DatabaseProvider.Sqlite);

public sealed class PostgresEdgeTests() : EdgeTests(DatabaseProvider.Postgres);
