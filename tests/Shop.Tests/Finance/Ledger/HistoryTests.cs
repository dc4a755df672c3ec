using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Income;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Tests.Finance.Ledger;

/// <summary>Any history of orders, refunds, failed refunds, stray money and passing months.</summary>
public sealed class HistoryTests
{
    private static readonly Gen<ChargeComponent> Component = Gen.Select(Gen.Long[0, 50_000], Gen.Bool, Gen.Int[0, 5], (gross, isTaxed, kind) => kind == 0
        ? PaidOrders.Fee("bond", gross, 0, "O", "BS010", "24110", ChargeKind.SecurityBond)
        : PaidOrders.Fee("fee", gross, isTaxed ? new VatRate(2000).VatIn(new Money(gross)).Pence : 0, isTaxed ? "S" : "O", $"CC{kind}", $"9000{kind}", kind == 1 ? ChargeKind.BookingDeposit : ChargeKind.Fee));

    private static readonly Gen<Past> One = Gen.Select(
        Component.Array[1, 4], Gen.Int[0, 300], Gen.Int[-40, 400], Gen.Int[0, 100], Gen.Int[0, 3],
        (parts, paidAfter, serviceAfter, refundPercent, fate) => new Past(parts, paidAfter, serviceAfter, refundPercent, fate));

    private sealed record Past(ChargeComponent[] Parts, int PaidAfterDays, int ServiceAfterDays, int RefundPercent, int Fate);

    [Fact]
    public async Task AnyHistory_Balances_AndReplayingItChangesNothing()
    {
        await using var shop = await LedgerShop.StartAsync(DatabaseProvider.Sqlite);
        var start = PaidOrders.Noon;
        var (taken, back) = (0L, 0L);
        var replay = new List<Func<Task>>();
        foreach (var past in One.Array[40].Single())
        {
            var paid = start.AddDays(past.PaidAfterDays);
            var line = PaidOrders.Line("any", "Any service", "any", past.Parts) with { ServiceDate = DateOnly.FromDateTime(paid).AddDays(past.ServiceAfterDays) };
            var order = PaidOrders.At(paid, line);
            await DoAsync(() => shop.AnnounceAsync(order));
            taken += order.TotalPence;
            if (order.TotalPence == 0) continue;
            var parts = (await shop.PartsAsync(order)).Select(p => p with { NetPence = p.NetPence * past.RefundPercent / 100, VatPence = p.VatPence * past.RefundPercent / 100 }).ToArray();
            var amount = parts.Sum(p => p.NetPence + p.VatPence);
            if (amount == 0) continue;
            var refund = LedgerShop.Refund(order, "re_" + order.Reference.Value, amount) with { At = paid.AddDays(past.RefundPercent) };
            shop.Clock.Advance(TimeSpan.FromDays(past.RefundPercent / 5));
            if (past.Fate == 1) await DoAsync(() => shop.SendAsync(new ReleaseIncome()));
            await DoAsync(() => past.Fate == 2 ? shop.RefundAsync(refund) : shop.RefundAsync(refund, parts));
            if (past.Fate == 2) await DoAsync(() => shop.AllocateAsync(refund, parts));
            if (past.Fate == 3) await DoAsync(() => shop.RefundAsync(refund with { FailureBalanceTransactionId = "txn_f" }, parts));
            else back += amount;
        }

        while (await shop.SendAsync(new ReleaseIncome()) > 0) { }
        var before = await CheckAsync();
        foreach (var again in replay) await again();
        var after = await CheckAsync();
        Assert.Equal(before, after);

        shop.Clock.SetUtcNow(new DateTimeOffset(start.AddYears(3), TimeSpan.Zero));
        while (await shop.SendAsync(new ReleaseIncome()) > 0) { }
        while (await shop.SendAsync(new SealJournals()) > 0) { }
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.IncomeInAdvance));
        Assert.True((await shop.SendAsync(new VerifyLedger())).Holds);

        async Task DoAsync(Func<Task> act)
        {
            replay.Add(act);
            await act();
        }

        async Task<(int, long)> CheckAsync()
        {
            var journals = await shop.JournalsAsync();
            Assert.All(journals, j => Assert.Equal((j.TotalPence, j.TotalPence), (j.Entries.Sum(e => e.DebitPence), j.Entries.Sum(e => e.CreditPence))));
            Assert.Equal(taken - back, await shop.BalanceAsync(LedgerAccount.StripeClearing));
            Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.RefundsToAllocate));
            Assert.Equal(0, await shop.ReadAsync(db => db.Set<LedgerEntry>().SumAsync(e => e.DebitPence - e.CreditPence)));
            return (journals.Count, journals.Sum(j => j.TotalPence));
        }
    }
}
