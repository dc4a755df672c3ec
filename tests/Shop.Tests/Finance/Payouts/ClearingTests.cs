using System.Globalization;
using CsCheck;
using Shop.Finance.Clearing;
using Shop.Finance.Export;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Tests.Finance.Payouts;

/// <summary>The proof of the clearing account: it holds after any history, and a penny changed anywhere is named by day and id.</summary>
public abstract class ClearingTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;
    private static readonly DateOnly Tuesday = new(2026, 10, 6);

    [Fact]
    public async Task Penny_InAFee_IsNamed()
    {
        await using var world = await WeekAsync(provider);
        var row = world.Stripe.Rows.First(r => r.ReportingCategory == "charge" && r.CreatedAt >= Monday.AddDays(1));
        await world.TamperAsync("finance_balance_transaction", $"UPDATE finance_balance_transaction SET \"FeePence\" = \"FeePence\" + 1, \"FeePartsPence\" = \"FeePartsPence\" + 1, \"NetPence\" = \"NetPence\" - 1 WHERE \"TransactionId\" = '{row.Id}'");
        var proof = await world.ProofAsync();
        Assert.Equal((Tuesday, -1L), (proof.FirstDiffering, proof.Days.Single(d => d.Day == Tuesday).StripePence - proof.Days.Single(d => d.Day == Tuesday).LedgerPence));
        var item = Assert.Single((await world.Shop.SendAsync(new GetClearingDay(Tuesday))).Items);
        Assert.Equal(("fee:" + row.Id, row.Id, 1L), (item.SourceId, item.TransactionId, item.DifferencePence));
        Assert.NotEqual(proof.Balance!.TotalPence, (await world.ProofAsync()).TransactionsPence);
        var faults = (await world.SeeAsync(row.PayoutId!)).Faults;
        Assert.Contains(faults, f => f.Kind == FaultKind.PayoutDiffers && f.AmountPence == 1);
        Assert.Contains(faults, f => f.Kind == FaultKind.LedgerDiffers && f.TransactionId == row.Id);
    }

    [Fact]
    public async Task Penny_InAFeeAlone_IsNamedByItsOwnFigures()
    {
        await using var world = await WeekAsync(provider);
        var row = world.Stripe.Rows.First(r => r.ReportingCategory == "charge" && r.CreatedAt >= Monday.AddDays(1));
        await world.TamperAsync("finance_balance_transaction", $"UPDATE finance_balance_transaction SET \"FeePence\" = \"FeePence\" + 1 WHERE \"TransactionId\" = '{row.Id}'");
        Assert.Equal(
            [(FaultKind.NetDiffers, row.Id, 1L), (FaultKind.FeePartsDiffer, row.Id, -1L)],
            (await world.SeeAsync(row.PayoutId!)).Faults.Select(f => (f.Kind, f.TransactionId!, f.AmountPence)));
        Assert.All((await world.Shop.SendAsync(new GetClearingDay(Tuesday))).Items, i => Assert.Equal(row.Id, i.TransactionId));
    }

    [Fact]
    public async Task Penny_InAnOrdersComponent_IsNamed()
    {
        await using var world = await WeekAsync(provider);
        var reference = (await world.RowsAsync()).First(r => r.Kind == TransactionKind.Charge && r.FinancialDate == Tuesday).Reference!;
        await world.TamperAsync("finance_payment_line", $"UPDATE finance_payment_line SET \"GrossPence\" = \"GrossPence\" + 1, \"NetPence\" = \"NetPence\" + 1 WHERE \"Place\" = 1 AND \"PaymentId\" = (SELECT \"Id\" FROM finance_payment WHERE \"Reference\" = '{reference}')");
        var proof = await world.ProofAsync();
        Assert.Equal((Tuesday, 1L), (proof.FirstDiffering, proof.Days.Single(d => d.Day == Tuesday).LinesDifferencePence));
        var item = Assert.Single((await world.Shop.SendAsync(new GetClearingDay(Tuesday))).Items);
        Assert.Equal(("lines:" + reference, reference, 1L), (item.SourceId, item.Reference, item.DifferencePence));
        var payout = world.Stripe.Rows.First(r => r.Reference == reference).PayoutId!;
        Assert.Equal((FaultKind.LinesDiffer, 1L), (Assert.Single((await world.SeeAsync(payout)).Faults).Kind, (await world.SeeAsync(payout)).UnexplainedPence));
    }

    [Theory]
    [InlineData("order:")]
    [InlineData("fee:")]
    [InlineData("payout:")]
    public async Task Penny_InALedgerRow_IsNamed(string kind)
    {
        await using var world = await WeekAsync(provider);
        await world.TamperAsync("finance_ledger_entry", $"""
            UPDATE finance_ledger_entry SET "DebitPence" = CASE WHEN "DebitPence" > 0 THEN "DebitPence" + 1 ELSE 0 END, "CreditPence" = CASE WHEN "CreditPence" > 0 THEN "CreditPence" - 1 ELSE 0 END
            WHERE "Account" = 'stripe-clearing' AND "JournalId" = (SELECT "Id" FROM finance_journal WHERE "SourceId" LIKE '{kind}%' AND "FinancialDate" = '2026-10-06' ORDER BY "Id" LIMIT 1)
            """);
        var proof = await world.ProofAsync();
        Assert.Equal((Tuesday, 1L), (proof.FirstDiffering, proof.Days.Single(d => d.Day == Tuesday).DifferencePence));
        Assert.Equal(1, proof.DifferencePence);
        var item = Assert.Single((await world.Shop.SendAsync(new GetClearingDay(Tuesday))).Items);
        Assert.StartsWith(kind, item.SourceId, StringComparison.Ordinal);
        Assert.Equal((1L, true), (item.DifferencePence, item.TransactionId is not null));
    }

    [Fact]
    public async Task Journal_WithoutATransaction_IsNamed()
    {
        await using var world = await WeekAsync(provider);
        await world.PostAsync(new JournalDraft(
            "manual:1", JournalKind.Adjustment, Tuesday, "A slip", [LedgerPosting.Debit(LedgerAccount.StripeClearing, 5), LedgerPosting.Credit(LedgerAccount.Suspense, 5)], null, null));
        var item = Assert.Single((await world.Shop.SendAsync(new GetClearingDay(Tuesday))).Items);
        Assert.Equal(("manual:1", null, 5L, "Stripe has no transaction for it."), (item.SourceId, item.TransactionId, item.DifferencePence, item.Why));
        Assert.Equal(Tuesday, (await world.ProofAsync()).FirstDiffering);
    }

    [Fact]
    public async Task Transaction_MissingHere_ShowsAgainstStripesBalance()
    {
        await using var world = await WeekAsync(provider);
        var row = world.Stripe.Rows.First(r => r.ReportingCategory == "refund");
        await world.TamperAsync("finance_balance_transaction", $"DELETE FROM finance_balance_transaction WHERE \"TransactionId\" = '{row.Id}'");
        var proof = await world.ProofAsync();
        Assert.Equal(row.NetPence, proof.Balance!.TotalPence - proof.TransactionsPence);
        var day = LondonDay(row.CreatedAt);
        Assert.Equal(day, proof.FirstDiffering);
        Assert.Equal("refund:" + row.SourceId, Assert.Single((await world.Shop.SendAsync(new GetClearingDay(day))).Items).SourceId);
    }

    [Fact]
    public async Task Journal_OnAnotherDay_IsTimingAndNotMissing()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, PaidOrders.SkipPermit);
        world.Stripe.Charge(order.ChargeId!, order.Reference.Value, order.TotalPence, 0, Monday.AddDays(1));
        await world.HearAsync(order);
        world.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await world.ImportAsync();
        foreach (var (day, other) in new[] { (Tuesday.AddDays(-1), Tuesday), (Tuesday, Tuesday.AddDays(-1)) })
        {
            var view = await world.Shop.SendAsync(new GetClearingDay(day));
            Assert.Equal((other, 0L), (Assert.Single(view.Items).OtherDay, view.UnexplainedPence));
        }
    }

    [Fact]
    public async Task Money_InNoPayoutForDays_IsNamed()
    {
        await using var world = await WeekAsync(provider);
        Assert.Empty((await world.ProofAsync()).InNoPayout);
        await world.SellAsync(Monday.AddDays(7), PaidOrders.SkipPermit);
        world.Shop.Clock.Advance(TimeSpan.FromDays(13));
        await world.ImportAsync();
        var stranded = Assert.Single((await world.ProofAsync()).InNoPayout);
        Assert.Equal((new DateOnly(2026, 10, 12), 1, 9_534L), (stranded.Day, stranded.Transactions, stranded.NetPence));
    }

    /// <summary>Any history of sales, refunds, disputes, failures and payouts, read at any moments: everything is explained, and reading it again changes nothing.</summary>
    [Fact]
    public Task History_Any_IsExplainedToThePenny() => Gen.Int[0, 9].Array[50].SampleAsync(ReplayAsync, iter: 3, threads: 1);

    private async Task ReplayAsync(int[] steps)
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var (orders, now) = (new List<OrderPaid>(), Monday);
        foreach (var (step, number) in steps.Select((s, i) => (s, i)))
        {
            now = now.AddHours(7);
            world.Shop.Clock.SetUtcNow(now);
            await StepAsync(world, orders, step, number, now);
        }

        if (world.Stripe.Rows.Where(r => r.PayoutId is null).Sum(r => r.NetPence) != 0) world.Stripe.PayOut(now.AddHours(1));
        world.Shop.Clock.SetUtcNow(now.AddHours(2));
        await world.ImportAsync();
        await world.ProvedAsync();
        foreach (var payout in (await world.Shop.SendAsync(new ListPayouts(new PayoutFilter(PayoutShow.All), null))).Rows) await world.ExplainedAsync(payout.PayoutId);
        Assert.Equal(0, await world.BalanceAsync(LedgerAccount.StripeClearing));
        var before = await world.RowsAsync();
        await world.ImportAsync();
        Assert.Equal(before.Select(r => r.PostedAt), (await world.RowsAsync()).Select(r => r.PostedAt));
    }

    private static async Task StepAsync(PayoutWorld world, List<OrderPaid> orders, int step, int number, DateTime now)
    {
        switch (step)
        {
            case <= 3:
                orders.Add(await world.SellAsync(now, step % 2 == 0 ? PaidOrders.SkipPermit : PaidOrders.LandSearch));
                break;
            case 4 when orders.Count > 0:
                await world.RefundAsync(orders[number % orders.Count], 100 + number, now, $"re_{number}");
                break;
            case 5 when orders.Count > 0:
                world.Stripe.Dispute($"dp_{number}", orders[number % orders.Count].ChargeId!, 1_000, 2_000, now);
                break;
            case 6 when world.Stripe.Rows.Where(r => r.PayoutId is null).Sum(r => r.NetPence) != 0:
                world.Stripe.PayOut(now);
                break;
            case 7 when world.Stripe.Rows.LastOrDefault(r => r.Type == "payout") is { } last && world.Stripe[last.SourceId!].Status != "failed":
                world.Stripe.Fail(last.SourceId!, now);
                break;
            default:
                await world.ImportAsync();
                break;
        }
    }

    private static DateOnly LondonDay(DateTime at) => global::Shop.Kernel.Time.LondonTime.DateOf(at);

    /// <summary>Sales, a refund and payouts on Monday, Tuesday and Wednesday, all explained.</summary>
    [Fact]
    public async Task File_OfTheDays_SaysWhatThePageSays()
    {
        await using var world = await WeekAsync(provider);
        var proof = await world.ProofAsync();
        Assert.Equal(proof.Days.Count, proof.DayCount);
        Assert.Equal(proof.Days.Select(d => d.Day.ToString("O", CultureInfo.InvariantCulture)), await world.Shop.ColumnAsync("Date (London)", to => new WriteClearingCsv(to)));
        foreach (var (column, pence) in new (string, Func<ClearingDayRow, long>)[]
        {
            ("Stripe moved (GBP)", d => d.StripePence), ("Ledger moved (GBP)", d => d.LedgerPence), ("Difference (GBP)", d => d.DifferencePence),
            ("Orders paid (GBP)", d => d.PaidPence), ("Order lines (GBP)", d => d.LinesPence), ("Difference of the lines (GBP)", d => d.LinesDifferencePence),
            ("Stripe at the end (GBP)", d => d.StripeBalancePence), ("Ledger at the end (GBP)", d => d.LedgerBalancePence),
        }) Assert.Equal(proof.Days.Select(d => new Shop.Kernel.Money(pence(d)).ToDecimalText()), await world.Shop.ColumnAsync(column, to => new WriteClearingCsv(to)));
    }

    private static async Task<PayoutWorld> WeekAsync(DatabaseProvider provider)
    {
        var world = await PayoutWorld.StartAsync(provider);
        for (var day = 0; day < 3; day++)
        {
            var at = Monday.AddDays(day);
            var order = await world.SellAsync(at, PaidOrders.SkipPermit);
            await world.SellAsync(at.AddMinutes(1), PaidOrders.LandSearch);
            if (day == 2) await world.RefundAsync(order, 4_000, at.AddMinutes(2), "re_week");
            world.Stripe.PayOut(at.AddHours(1));
        }

        world.Shop.Clock.Advance(TimeSpan.FromDays(3));
        await world.ImportAsync();
        await world.ProvedAsync();
        return world;
    }
}

public sealed class SqliteClearingTests() : ClearingTests(DatabaseProvider.Sqlite);

public sealed class PostgresClearingTests() : ClearingTests(DatabaseProvider.Postgres);
