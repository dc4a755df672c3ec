using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Reading;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

/// <summary>
/// A payout to the penny: a skip licence 100.00 (fee 1.70), a wasp treatment 84.00 of which 14.00 VAT (fee 1.46) that is refunded, a certificate
/// 38.50 (fee 0.78) that is disputed (20.00). Paid out and banked: 76.06.
/// </summary>
public abstract class WorkedExampleTests(DatabaseProvider provider)
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    [Fact]
    public async Task Journals_EveryFigure_IsAsWorkedOut()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var skip = PaidOrders.Of(PaidOrders.Line("skip-permit", "Skip licence", "street-works", PaidOrders.Fee("fee", 10000, 0, "O", "HW210", "91210")));
        var wasps = PaidOrders.Of(PaidOrders.Line("pest-control", "Wasp treatment", "pests", PaidOrders.Fee("fee", 8400, 1400, "S", "EN610", "91610")));
        var certificate = PaidOrders.Of(PaidOrders.Line("certificate-copy", "Priority certificate", "registrars", PaidOrders.Fee("fee", 3850, 0, "O", "RG410", "91410")));
        await shop.AnnounceAsync(skip, wasps, certificate);
        await shop.RefundAsync(LedgerShop.Refund(wasps, "re_wasps", 8400), await shop.PartAsync(wasps, 0));
        await shop.PostAsync(
            Moves("fee:txn_1", JournalKind.Fee, (LedgerAccount.CardFees, 170), (LedgerAccount.StripeClearing, -170)),
            Moves("fee:txn_2", JournalKind.Fee, (LedgerAccount.CardFees, 146), (LedgerAccount.StripeClearing, -146)),
            Moves("fee:txn_3", JournalKind.Fee, (LedgerAccount.CardFees, 78), (LedgerAccount.StripeClearing, -78)),
            Moves("dispute:txn_5", JournalKind.Dispute, (LedgerAccount.DisputesHolding, 3850), (LedgerAccount.DisputeFees, 2000), (LedgerAccount.StripeClearing, -5850)),
            Moves("payout:txn_6", JournalKind.Payout, (LedgerAccount.PayoutsInTransit, 7606), (LedgerAccount.StripeClearing, -7606)),
            Moves("bank:line_1", JournalKind.BankReceipt, (LedgerAccount.Bank, 7606), (LedgerAccount.PayoutsInTransit, -7606)));

        var balance = await shop.SendAsync(new GetTrialBalance(LedgerFilter.All));
        Assert.True(balance.Balances);
        Assert.Equal(
            [
                ("bank", "", 7606, 0), ("card-fees", "", 394, 0), ("dispute-fees", "", 2000, 0), ("disputes-holding", "", 3850, 0), ("income", "EN610", 7000, 7000),
                ("income", "HW210", 0, 10000), ("income", "RG410", 0, 3850), ("payouts-in-transit", "", 7606, 7606), ("stripe-clearing", "", 22250, 22250), ("vat-output", "", 1400, 1400),
            ],
            balance.Rows.Select(r => (r.Account, r.CostCentre, r.DebitPence, r.CreditPence)));
        // Dr Bank 76.06, Card fees 3.94, Dispute fee 20.00, Disputes holding 38.50, Pest income 70.00, VAT 14.00 = 222.50 = Cr Highways 100.00, Pest 70.00, VAT 14.00, Registrars 38.50.
        var outside = balance.Rows.Where(r => r.Account is not (LedgerAccount.StripeClearing or LedgerAccount.PayoutsInTransit)).ToList();
        Assert.Equal((22250, 22250), (outside.Sum(r => r.DebitPence), outside.Sum(r => r.CreditPence)));
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccount.StripeClearing));
    }

    [Fact]
    public async Task MixedOrder_PartialRefundOfItsTaxedLine_ReversesThatLineAlone()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        // A third of CON29, whose stored VAT is 12.97 of 77.82.
        await shop.RefundAsync(LedgerShop.Refund(order, "re_1", 2594), (await shop.PartAsync(order, 2)) with { NetPence = 2162, VatPence = 432 });
        await shop.RefundAsync(LedgerShop.Refund(order, "re_2", 5188), (await shop.PartAsync(order, 2)) with { NetPence = 4323, VatPence = 865 });
        Assert.Equal((-12200, 0, 12200), (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput), await shop.BalanceAsync(LedgerAccount.StripeClearing)));
    }

    [Fact]
    public async Task RefundAfterTheYearIsClosed_GoesToTheNewYearAndSaysSo()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var order = PaidOrders.At(new DateTime(2026, 3, 31, 22, 59, 59, DateTimeKind.Utc), PaidOrders.SkipPermit);
        var next = PaidOrders.At(new DateTime(2026, 3, 31, 23, 0, 0, DateTimeKind.Utc), PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, next);
        Assert.Equal([(2025, 12), (2026, 1)], (await shop.JournalsAsync()).Select(j => (j.FinancialYear, j.Period)));
        await shop.ShutAsync(new Shop.Finance.Periods.FinancialPeriod(2025, 12));
        await shop.RefundAsync(LedgerShop.Refund(order, "re_1", 9700) with { At = new DateTime(2026, 3, 31, 12, 0, 0, DateTimeKind.Utc) }, await shop.PartAsync(order, 0));
        var refund = (await shop.JournalsAsync()).Single(j => j.Kind == JournalKind.Refund);
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2026, 3, 31)), (refund.FinancialDate, refund.DocumentDate));
        Assert.Contains("is closed", refund.Narrative, StringComparison.Ordinal);
    }

    private static JournalDraft Moves(string source, JournalKind kind, params (string Account, long Pence)[] moves) =>
        new(source, kind, Day, source, [.. moves.Select(m => LedgerPosting.Debit(m.Account, m.Pence))], null, null);
}

public sealed class SqliteWorkedExampleTests() : WorkedExampleTests(DatabaseProvider.Sqlite);

public sealed class PostgresWorkedExampleTests() : WorkedExampleTests(DatabaseProvider.Postgres);
