using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Ledger;

namespace Shop.Tests.Finance.Payouts;

/// <summary>The worked example of one payout with every figure, and the cases around its edges. Fees 1.5% and 20p, dispute fee £20.00.</summary>
public abstract class WorkedExampleTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    private static LineSnapshot Skip => PaidOrders.Line("skip", "Skip licence", "street-works", PaidOrders.Fee("licence", 10_000, 0, "O", "HW210", "91210"));
    private static LineSnapshot Wasps => PaidOrders.Line("wasps", "Wasp treatment", "pest", PaidOrders.Fee("treatment", 8_400, 1_400, "S", "EH310", "91310"));
    private static LineSnapshot Certificate => PaidOrders.Line("certificate", "Priority certificate", "registrars", PaidOrders.Fee("certificate", 3_850, 0, "O", "RG410", "91410"));

    [Fact]
    public async Task Example_EveryFigure()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var (skip, wasps, certificate) = (await world.SellAsync(Monday, Skip), await world.SellAsync(Monday.AddMinutes(1), Wasps), await world.SellAsync(Monday.AddMinutes(2), Certificate));
        await RefundWaspsAsync(world, wasps);
        world.Stripe.Dispute("dp_1", certificate.ChargeId!, 3_850, 2_000, Monday.AddMinutes(4));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();

        Assert.Equal(7_606, payout.AmountPence);
        Assert.Equal([170L, 146L, 78L], world.Stripe.Rows.Take(3).Select(r => r.FeePence));
        var view = await world.ExplainedAsync(payout.Id);
        Assert.Equal(
            [(TransactionKind.Charge, 3, 22_250L, 394L, 21_856L), (TransactionKind.Refund, 1, -8_400L, 0L, -8_400L), (TransactionKind.Dispute, 1, -3_850L, 2_000L, -5_850L)],
            view.Kinds.Select(k => (k.Kind, k.Count, k.AmountPence, k.FeePence, k.NetPence)));
        Assert.Equal(
            [
                (LedgerAccount.CardFees, null, 394L, 0L), (LedgerAccount.DisputeFees, null, 2_000L, 0L), (LedgerAccount.DisputesHolding, null, 3_850L, 0L),
                (LedgerAccount.Income, "EH310", 7_000L, 7_000L), (LedgerAccount.Income, "HW210", 0L, 10_000L), (LedgerAccount.Income, "RG410", 0L, 3_850L),
                (LedgerAccount.PayoutsInTransit, null, 7_606L, 0L), (LedgerAccount.VatOutput, null, 1_400L, 1_400L),
            ],
            view.Codes.Select(c => (c.Account, c.CostCentre, c.DebitPence, c.CreditPence)));
        // Debits of the payout's journals, clearing aside, are £222.50; so are its credits.
        Assert.Equal((22_250L, 22_250L), (view.Codes.Sum(c => c.DebitPence), view.Codes.Sum(c => c.CreditPence)));
        Assert.Equal(0, await world.BalanceAsync(LedgerAccount.StripeClearing));
        Assert.Equal(7_606, await world.BalanceAsync(LedgerAccount.PayoutsInTransit));
        Assert.Equal(["Skip licence", "Wasp treatment", "Priority certificate"], view.Transactions.SelectMany(t => t.Lines).Select(l => l.ServiceTitle).OrderBy(t => Array.IndexOf(["Skip licence", "Wasp treatment", "Priority certificate"], t)));
        Assert.All([skip, wasps, certificate], o => Assert.Contains(view.Transactions, t => t.Reference == o.Reference.Value && t.Kind == TransactionKind.Charge));
        var day = Assert.Single((await world.ProvedAsync()).Days);
        Assert.Equal((0L, 0L, 22_250L, 22_250L, 6), (day.StripePence, day.LedgerPence, day.PaidPence, day.LinesPence, day.Transactions));
    }

    [Fact]
    public async Task Dispute_Won_ComesBackAndTheFeeIsKept()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, Certificate);
        world.Stripe.Dispute("dp_1", order.ChargeId!, 3_850, 2_000, Monday.AddMinutes(4));
        world.Stripe.Add(Monday.AddDays(1), "adjustment", "dispute_reversal", 3_850, 0, "dp_1", r => r with { DisputeId = "dp_1", ChargeId = order.ChargeId });
        var payout = world.Stripe.PayOut(Monday.AddDays(2));
        world.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        Assert.Equal((0L, 2_000L), (await world.BalanceAsync(LedgerAccount.DisputesHolding), await world.BalanceAsync(LedgerAccount.DisputeFees)));
        await world.ProvedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispute_LostAfterAPartRefund_IsWrittenOffToTheService(bool toldFirst)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, Certificate);
        await world.RefundAsync(order, 1_000, Monday.AddMinutes(2), "re_1");
        var lost = new DisputeChanged("dp_1", Guid.CreateVersion7(), order.Reference.Value, order.ChargeId!, 2_850, "fraudulent", DisputeState.Lost, false, null, Monday.AddDays(9));
        if (toldFirst)
        {
            await world.Shop.AnnounceAsync(lost);
            await world.ImportAsync();
            Assert.Equal(0, await world.BalanceAsync(LedgerAccount.WriteOffs));
        }

        world.Stripe.Dispute("dp_1", order.ChargeId!, 2_850, 2_000, Monday.AddMinutes(4));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        if (!toldFirst) Assert.Equal(2_850, await world.BalanceAsync(LedgerAccount.DisputesHolding));
        await world.Shop.AnnounceAsync(lost, lost);
        await world.ImportAsync();
        Assert.Equal((0L, 2_850L), (await world.BalanceAsync(LedgerAccount.DisputesHolding), await world.BalanceAsync(LedgerAccount.WriteOffs)));
        Assert.Equal(3_850 - 78 - 1_000 - 2_850 - 2_000, payout.AmountPence);
        await world.ExplainedAsync(payout.Id);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Dispute_LostAndWonOnAppeal_IsWrittenBackOnce()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, Certificate);
        world.Stripe.Dispute("dp_1", order.ChargeId!, 3_850, 2_000, Monday.AddMinutes(4));
        await world.ImportAsync();
        var lost = new DisputeChanged("dp_1", Guid.CreateVersion7(), order.Reference.Value, order.ChargeId!, 3_850, "fraudulent", DisputeState.Lost, false, null, Monday.AddMinutes(5));
        await world.Shop.AnnounceAsync(lost);
        await world.ImportAsync();
        Assert.Equal(3_850, await world.BalanceAsync(LedgerAccount.WriteOffs));

        // Only Stripe's row of the money says that it is back.
        await world.Shop.AnnounceAsync(lost with { State = DisputeState.Won });
        await world.ImportAsync();
        Assert.Equal(3_850, await world.BalanceAsync(LedgerAccount.WriteOffs));
        world.Stripe.Add(Monday.AddDays(1), "adjustment", "dispute_reversal", 3_850, 0, "dp_1", r => r with { DisputeId = "dp_1", ChargeId = order.ChargeId });
        world.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await world.ImportAsync();
        await world.ImportAsync();
        Assert.Equal((0L, 0L), (await world.BalanceAsync(LedgerAccount.WriteOffs), await world.BalanceAsync(LedgerAccount.DisputesHolding)));
        var won = Assert.Single(await world.Shop.JournalsAsync(), j => j.SourceId == "dispute-lost:dp_1:won");
        Assert.Equal(("Dispute dp_1 was won after it had been lost", new DateOnly(2026, 10, 6)), (won.Narrative, won.FinancialDate));
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Charge_FailedWithAFeeOfAPenny_IsAnItemOfAPenny()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, Skip);
        world.Stripe.Add(Monday.AddMinutes(1), "payment_failure_refund", "charge_failure", 0, 1, "ch_failed");
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var fault = Assert.Single((await world.SeeAsync(payout.Id)).Faults);
        Assert.Equal((FaultKind.Unknown, -1L), (fault.Kind, fault.AmountPence));
        Assert.Equal(10_000 - 170 - 1, payout.AmountPence);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Payouts_Two_AreInTransitTogetherUntilTheBankHasThem()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, Skip);
        var first = world.Stripe.PayOut(Monday.AddHours(1));
        await world.SellAsync(Monday.AddHours(2), Wasps);
        var second = world.Stripe.PayOut(Monday.AddHours(3));
        await world.ImportAsync();
        Assert.Equal((9_830L, 8_254L), (first.AmountPence, second.AmountPence));
        // The bank puts both into one line.
        await world.PostAsync(new JournalDraft(
            "bank:line_1", JournalKind.BankReceipt, new DateOnly(2026, 10, 6), "STRIPE PAYMENTS",
            [
                LedgerPosting.Debit(LedgerAccount.Bank, 18_084) with { BankLineId = "line_1" },
                LedgerPosting.Credit(LedgerAccount.PayoutsInTransit, 9_830) with { BankLineId = "line_1", PayoutId = first.Id },
                LedgerPosting.Credit(LedgerAccount.PayoutsInTransit, 8_254) with { BankLineId = "line_1", PayoutId = second.Id },
            ],
            null, null));
        Assert.Equal(("line_1", 9_830L), ((await world.ExplainedAsync(first.Id)).BankLines.Single().BankLineId, (await world.SeeAsync(first.Id)).BankedPence));
        Assert.Equal(8_254, (await world.ExplainedAsync(second.Id)).BankedPence);
        var proof = await world.ProvedAsync();
        Assert.Equal((0L, 0), (proof.Transit.LedgerPence, proof.Transit.Payouts.Count));
    }

    [Fact]
    public async Task Payout_AcrossTheEndOfTheYear_IsInTransitInTheOldOne()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var eve = new DateTime(2026, 3, 31, 9, 0, 0, DateTimeKind.Utc);
        await world.SellAsync(eve, Skip);
        var payout = world.Stripe.PayOut(eve.AddHours(2));
        Assert.Equal(new DateOnly(2026, 4, 1), payout.ArrivalDate);
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        var proof = await world.ProvedAsync();
        Assert.Equal((new DateOnly(2026, 3, 31), 0L, 0L), (Assert.Single(proof.Days).Day, proof.Days[0].StripeBalancePence, proof.Days[0].LedgerBalancePence));
        Assert.Equal(9_830, proof.Transit.LedgerPence);
    }

    [Fact]
    public async Task Refund_OfOneVatLineInAMixedOrder_IsExplained()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, Skip, Wasps);
        await RefundWaspsAsync(world, order);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var view = await world.ExplainedAsync(payout.Id);
        Assert.Equal(18_400 - PayoutWorld.Fee(18_400) - 8_400, payout.AmountPence);
        Assert.Contains(view.Codes, c => c.Account == LedgerAccount.Income && c.CostCentre == "EH310" && c is { DebitPence: 7_000, CreditPence: 7_000 });
        Assert.Contains(view.Codes, c => c.Account == LedgerAccount.Income && c.CostCentre == "HW210" && c is { DebitPence: 0, CreditPence: 10_000 });
    }

    [Fact]
    public async Task Lines_OfOddPennies_AddUp()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = await world.SellAsync(Monday, PaidOrders.Line("odd", "Odd pennies", "pest",
            PaidOrders.Fee("a", 1_999, 333, "S", "EH310", "91310"), PaidOrders.Fee("b", 435, 73, "S", "EH310", "91310"), PaidOrders.Fee("c", 115, 19, "S", "EH310", "91310")));
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var view = await world.ExplainedAsync(payout.Id);
        Assert.Equal((2_549L, 58L, 2_491L), (view.Kinds[0].AmountPence, view.Kinds[0].FeePence, payout.AmountPence));
        Assert.Equal([(1_666L, 333L, 1_999L), (362L, 73L, 435L), (96L, 19L, 115L)], Assert.Single(view.Transactions).Lines.Select(l => (l.NetPence, l.VatPence, l.GrossPence)));
        Assert.Equal(425, view.Codes.Single(c => c.Account == LedgerAccount.VatOutput).CreditPence);
        Assert.Equal(order.Reference.Value, view.Transactions[0].Reference);
    }

    [Fact]
    public async Task Order_Free_LeavesNothingAtStripeAndNothingToExplain()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.Shop.AnnounceAsync(PaidOrders.Of(PaidOrders.FreeWaste));
        await world.SellAsync(Monday, Skip);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        Assert.Single((await world.ExplainedAsync(payout.Id)).Transactions);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Charge_OfAnotherAmountThanTheOrder_IsNamed()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, Skip);
        var row = world.Stripe.Charge(order.ChargeId!, order.Reference.Value, 9_900, 169, Monday);
        await world.HearAsync(order);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var faults = (await world.SeeAsync(payout.Id)).Faults;
        Assert.Contains(faults, f => f.Kind == FaultKind.OrderDiffers && f.AmountPence == -100 && f.TransactionId == row.Id && f.Reference == order.Reference.Value);
        Assert.Contains(faults, f => f.Kind == FaultKind.LedgerDiffers && f.AmountPence == 100);
    }

    [Fact]
    public async Task Charge_CapturedInPart_IsTwoRowsAndOneOrder()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, Skip);
        world.Stripe.Charge(order.ChargeId!, order.Reference.Value, 12_000, 170, Monday);
        world.Stripe.Add(Monday, "adjustment", "partial_capture_reversal", -2_000, 0, order.ChargeId, r => r with { ChargeId = order.ChargeId });
        await world.HearAsync(order);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Fee_ChargedToTheServicesBySetting_IsSharedToThePenny()
    {
        await using var world = await PayoutWorld.StartAsync(provider, new() { ["Finance:Fees:ChargeToServices"] = "true" });
        await world.SellAsync(Monday, Skip, Wasps, Certificate);
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        var view = await world.ExplainedAsync(payout.Id);
        // £3.54 by £84.00, £100.00 and £38.50 of £222.50.
        Assert.Equal(
            [("EH310", 134L), ("HW210", 159L), ("RG410", 61L)],
            view.Codes.Where(c => c.Account == LedgerAccount.CardFees).Select(c => (c.CostCentre!, c.DebitPence)));
    }

    [Fact]
    public async Task Fee_OfStripesOwn_IsPostedAsAFee()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, Skip);
        world.Stripe.Add(Monday.AddMinutes(1), "stripe_fee", "fee", -450, 0, null, r => r with { Description = "Radar" });
        var payout = world.Stripe.PayOut(Monday.AddHours(1));
        await world.ImportAsync();
        await world.ExplainedAsync(payout.Id);
        Assert.Equal(620, await world.BalanceAsync(LedgerAccount.CardFees));
        await world.ProvedAsync();
    }

    /// <summary>£84.00 back, with its VAT as sold.</summary>
    private static async Task RefundWaspsAsync(PayoutWorld world, OrderPaid order)
    {
        world.Stripe.Refund("re_wasps", order.ChargeId!, 8_400, Monday.AddMinutes(3));
        await world.PostAsync(new JournalDraft(
            "refund:re_wasps", JournalKind.Refund, new DateOnly(2026, 10, 5), "A refund",
            [
                LedgerPosting.Debit(LedgerAccount.Income, 7_000) with { CostCentre = "EH310", Subjective = "91310", VatCode = "S", OrderReference = order.Reference.Value },
                LedgerPosting.Debit(LedgerAccount.VatOutput, 1_400) with { VatCode = "S", OrderReference = order.Reference.Value },
                LedgerPosting.Credit(LedgerAccount.StripeClearing, 8_400) with { OrderReference = order.Reference.Value },
            ],
            null, null));
    }
}

public sealed class SqliteWorkedExampleTests() : WorkedExampleTests(DatabaseProvider.Sqlite);

public sealed class PostgresWorkedExampleTests() : WorkedExampleTests(DatabaseProvider.Postgres);
