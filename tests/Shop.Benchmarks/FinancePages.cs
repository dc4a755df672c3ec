using System.Diagnostics;
using System.Globalization;
using System.Text;
using MediatR;
using Shop.Finance;
using Shop.Finance.Asking;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Batches;
using Shop.Finance.Clearing;
using Shop.Finance.Days;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Payouts;
using Shop.Finance.Periods;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;

namespace Shop.Benchmarks;

/// <summary>What each page of finance asks for, in a shop of a million orders; the best of five, after one that warms the caches.</summary>
internal sealed class FinancePages(EndlessStripe stripe, Func<Func<IMediator, Task>, Task> send)
{
    private const int Times = 5;
    private const int LinksLookedAt = 1_000;
    private const int MostMilliseconds = 300;

    /// <summary>A statement of all payouts but the last ten, with a credit nobody knows beside every fiftieth.</summary>
    public async Task BankAsync()
    {
        var by = new Actor(Guid.CreateVersion7(), "Benchmark");
        await send(async mediator =>
        {
            var account = (AddBankAccountResult.Added)await mediator.Send(new AddBankAccount(by, "Council", "20-00-00", "55779911", ConfirmsExactMatches: true));
            var imported = await mediator.Send(new ImportStatement(by, account.Id, "year.sta", Encoding.ASCII.GetBytes(Statement())));
            if (imported is not ImportStatementResult.Imported) throw new InvalidOperationException(imported.ToString());
        });
    }

    public async Task MeasureAsync()
    {
        string payout = "", second = "";
        long? next = null;
        var day = default(DateOnly);
        Guid middle = default, journal = default, suspense = default, line = default, entry = default;
        await send(async m =>
        {
            payout = (await m.Send(new ListPayouts(new PayoutFilter(PayoutShow.All), null))).Rows[^1].PayoutId;
            next = (await m.Send(new GetPayout(payout, null)))!.Next;
            day = (await m.Send(new GetClearing(null))).Days[0].Day;
            var entries = await m.Send(new ListEntries(LedgerFilter.All, false, null));
            (journal, entry) = (entries.Rows[0].JournalId, entries.Next!.Value);
            second = stripe.Middle;
            middle = (await m.Send(new GetFinancePayment(second)))!.Payment.Id;
            var item = (await m.Send(new ListSuspense(SuspenseFilter.Open, null))).Rows[0];
            suspense = item.Id;
            line = (await m.Send(new GetMatching([], [], null))).Recent[0].Lines[0];
        });
        var period = FinancialPeriod.Of(day);
        var year = new LedgerFilter(new FinancialPeriod(period.Year, 1), period);
        await PageAsync("/finance", m => m.Send(new ListPayments(PaymentFilter.All, null)));
        await PageAsync("/finance, from the middle on", m => m.Send(new ListPayments(PaymentFilter.All, middle)));
        await PageAsync("/finance, the largest", m => m.Send(new ListPayments(PaymentFilter.All, null, ListOrder.Largest)));
        await PageAsync("/finance, of a card's last four", m => m.Send(new ListPayments(PaymentFilter.All with { Search = "4242" }, null)));
        await PageAsync("/finance, refunded", m => m.Send(new ListPayments(PaymentFilter.All with { Show = PaymentShow.Refunded }, null)));
        await PageAsync("/finance, fee not known", m => m.Send(new ListPayments(PaymentFilter.All with { Show = PaymentShow.FeeNotKnown }, null)));
        await PageAsync("/finance, needs attention", m => m.Send(new ListPayments(PaymentFilter.All with { Show = PaymentShow.NeedsAttention }, null)));
        await PageAsync("/finance, of a month", m => m.Send(new ListPayments(PaymentFilter.All with { From = day.AddDays(-30), To = day }, null)));
        await PageAsync("work that waits, on every page", m => m.Send(new GetFinanceWork()));
        await PageAsync("/finance/payments/{reference}", m => m.Send(new GetFinancePayment(second)));
        await PageAsync("/finance/totals of a month", m => m.Send(new GetTotals(day.AddDays(-30), day)));
        await PageAsync("/finance/totals of a year", m => m.Send(new GetTotals(day.AddDays(-364), day)));
        await PageAsync("/finance/days", m => m.Send(new GetFinanceDay(day)));
        await PageAsync("/finance/payouts", m => m.Send(new ListPayouts(new PayoutFilter(PayoutShow.All), null)));
        await PageAsync("/finance/payouts/{id}", m => m.Send(new GetPayout(payout, null)));
        await PageAsync("/finance/payouts/{id}, second page", m => m.Send(new GetPayout(payout, next)));
        await PageAsync("/finance/clearing", m => m.Send(new GetClearing(null)));
        await PageAsync("/finance/clearing/{day}", m => m.Send(new GetClearingDay(day)));
        await PageAsync("/finance/bank/match", m => m.Send(new GetMatching([], [], null)));
        await PageAsync("/finance/bank/lines/{id}", m => m.Send(new GetBankLineDetails(line)));
        await PageAsync("/finance/suspense", m => m.Send(new ListSuspense(SuspenseFilter.Open, null)));
        await PageAsync("/finance/suspense/{id}", m => m.Send(new GetSuspenseItem(suspense)));
        await PageAsync("/finance/refunds", m => m.Send(new ListRefunds(RefundShow.Waiting, 1)));
        await PageAsync("/finance/refunds/due", m => m.Send(new ListRefundsDue(Done: false)));
        await PageAsync("/finance/disputes", m => m.Send(new ListDisputes(Ended: false)));
        await PageAsync("/finance/rescue", m => m.Send(new ListRescueCases(RescueShow.Open)));
        await PageAsync("/finance/ledger", m => m.Send(new GetTrialBalance(LedgerFilter.All)));
        await PageAsync("/finance/ledger, of a year", m => m.Send(new GetTrialBalance(year)));
        await PageAsync("/finance/ledger/entries", m => m.Send(new ListEntries(LedgerFilter.All, false, null)));
        await PageAsync("/finance/ledger/entries, next page", m => m.Send(new ListEntries(LedgerFilter.All, false, entry)));
        await PageAsync("/finance/ledger/entries, oldest of an account", m => m.Send(new ListEntries(LedgerFilter.All with { Account = "income" }, true, null)));
        await PageAsync("/finance/ledger/entries, of a cost centre", m => m.Send(new ListEntries(LedgerFilter.All with { CostCentre = "HW210" }, false, null)));
        await PageAsync("/finance/ledger/entries, of an unused VAT code", m => m.Send(new ListEntries(LedgerFilter.All with { VatCode = "R" }, false, null)));
        await PageAsync("/finance/ledger/entries, of an order", m => m.Send(new ListEntries(LedgerFilter.All with { Search = second }, false, null)));
        await PageAsync("/finance/ledger/entries, of a journal's source", m => m.Send(new ListEntries(LedgerFilter.All with { Search = "order:" + second }, false, null)));
        await PageAsync("/finance/ledger/journals/{id}", m => m.Send(new GetJournal(journal)));
        await PageAsync("/finance/ledger/chain", m => m.Send(new VerifyLedger(LinksLookedAt)));
        await PageAsync("/finance/exports", m => m.Send(new ListBatches(null, null)));
        await PageAsync("/finance/periods", m => m.Send(new ListPeriods(period.Year)));
        await PageAsync("ask: an order", m => m.Send(new Ask(second)));
        await PageAsync("ask: a payout", m => m.Send(new Ask(payout)));
        await PageAsync("ask: an amount", m => m.Send(new Ask("42.00")));
        await PageAsync("ask: a card's last four", m => m.Send(new Ask("4242")));
        await PageAsync("ask: an e-mail address", m => m.Send(new Ask("sam7@example.com")));
        await PageAsync("ask: a charge", m => m.Send(new Ask(EndlessStripe.ChargeId(1))));
        await PageAsync("ask: the bank's text", m => m.Send(new Ask("unknown credit 0")));
    }

    private async Task PageAsync<T>(string page, Func<IMediator, Task<T>> read)
    {
        await send(async m =>
        {
            if (await read(m) is null or AskAnswer.Nothing) throw new InvalidOperationException($"{page} found nothing.");
        });
        var (best, worked) = (double.MaxValue, Environment.CpuUsage.TotalTime);
        for (var i = 0; i < Times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await send(read);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        worked = (Environment.CpuUsage.TotalTime - worked) / Times;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {page}: {best:0} ms (must {MostMilliseconds}){(best > MostMilliseconds ? "  TOO SLOW" : "")}, {worked.TotalMilliseconds:0} ms of processor"));
    }

    private string Statement()
    {
        var credits = stripe.Arrivals().SkipLast(10).SelectMany((p, i) =>
            i % 50 == 0 ? new[] { (p.Day, p.Pence, Text: "STRIPE PAYMENTS"), (p.Day, Pence: 1_234L + i, Text: string.Create(CultureInfo.InvariantCulture, $"UNKNOWN CREDIT {i / 50}")) } : [(p.Day, p.Pence, "STRIPE PAYMENTS")]).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $":20:YEAR\r\n:25:200000/55779911\r\n:28C:1/1\r\n:60F:C{credits[0].Day:yyMMdd}GBP0,00\r\n");
        foreach (var (on, pence, words) in credits)
            text.Append(CultureInfo.InvariantCulture, $":61:{on:yyMMdd}{on:MMdd}C{pence / 100},{pence % 100:00}NTRFNONREF\r\n:86:{words}\r\n");
        var sum = credits.Sum(c => c.Pence);
        text.Append(CultureInfo.InvariantCulture, $":62F:C{credits[^1].Day:yyMMdd}GBP{sum / 100},{sum % 100:00}\r\n-\r\n");
        return text.ToString();
    }
}
