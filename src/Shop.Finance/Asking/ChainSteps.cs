using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Asking;

/// <summary>Money of payouts on the bank. Amounts in pence.</summary>
internal sealed record Banked(string BankLineId, DateOnly Day, long AmountPence);

/// <summary>What happened, in sentences an accountant and an auditor read the same way. Amounts written out, no names of payers.</summary>
internal sealed class ChainSteps(ShopDbContext db)
{
    private const int MostEntries = 8;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Oldest first, with the suspense items about anything named in the steps.</summary>
    public async Task<IReadOnlyList<ChainStep>> SortedAsync(IReadOnlyList<ChainStep> steps, CancellationToken ct, params string[] alsoAbout)
    {
        var ids = steps.SelectMany(s => s.Ids).Concat(alsoAbout).Distinct(StringComparer.Ordinal).ToList();
        var items = await db.Set<SuspenseItem>().AsNoTracking().Where(s => ids.Contains(s.SourceId)).ToListAsync(ct);
        return [.. steps.Concat(items.SelectMany(OfSuspense)).OrderBy(s => s.At).ThenBy(s => s.Kind)];
    }

    /// <summary>The journals that have these entries, one step each.</summary>
    public async Task<IReadOnlyList<ChainStep>> JournalsAsync(IQueryable<LedgerEntry> which, CancellationToken ct)
    {
        var ids = await which.Select(e => e.JournalId).Distinct().ToListAsync(ct);
        var journals = await db.Set<Journal>().AsNoTracking().Include(j => j.Entries).Where(j => ids.Contains(j.Id)).ToListAsync(ct);
        return [.. journals.Select(OfJournal)];
    }

    public async Task<IReadOnlyList<Banked>> BankedAsync(IReadOnlyList<string> payoutIds, CancellationToken ct) => await db.Set<LedgerEntry>()
        .Where(e => e.PayoutId != null && payoutIds.Contains(e.PayoutId) && e.BankLineId != null && e.Account == LedgerAccount.PayoutsInTransit)
        .GroupBy(e => new { e.BankLineId, e.FinancialDate }).Select(g => new Banked(g.Key.BankLineId!, g.Key.FinancialDate, g.Sum(e => e.CreditPence - e.DebitPence)))
        .ToListAsync(ct);

    public static ChainStep OfTimeline(TimelineEntry entry) => new(
        entry.At, false,
        entry.Kind switch { TimelineKind.Message => ChainKind.Message, TimelineKind.Refund => ChainKind.Refund, TimelineKind.Dispute => ChainKind.Dispute, _ => ChainKind.Payment },
        entry.What, entry.Ids);

    public static ChainStep OfOrder(FinancePayment payment) => new(
        payment.PaidAt!.Value, false, ChainKind.Order,
        $"The order was paid: {new Money(payment.GrossPence)} by {FinanceWords.Card(payment.CardBrand, payment.CardLast4)} for "
        + string.Join("; ", payment.Lines.OrderBy(l => l.Place).Select(l => $"{l.ServiceTitle}, {l.ChargeName} {new Money(l.GrossPence)} ({l.CostCentre} {l.Subjective} {l.VatCode})")) + ".",
        [.. new[] { payment.ChargeId }.OfType<string>()], new ChainLink(ChainPage.Payment, payment.Reference));

    public static ChainStep OfRefund(FinanceRefund refund) => new(
        refund.AskedAt, false, ChainKind.Refund,
        $"A refund of {new Money(refund.AmountPence)} was {(refund.AskedBy is { } by ? $"asked for by {by}" : "found")}: {refund.Reason}. Now: {refund.State.InWords().ToLowerInvariant()}"
        + (refund.SecondBy is { } second ? $"; {second} decided on {Day(LondonTime.DateOf(refund.SecondAt!.Value))}." : "."),
        [.. new[] { refund.StripeRefundId, refund.Id.ToString() }.OfType<string>()], new ChainLink(ChainPage.Refund, refund.Id.ToString()));

    public static ChainStep OfDispute(FinanceDispute dispute) => new(
        dispute.OpenedAt, false, ChainKind.Dispute,
        $"The payer’s bank {(dispute.IsInquiry ? "asked about" : "disputes")} {new Money(dispute.AmountPence)} ({dispute.Reason.Replace('_', ' ')}). Now: {dispute.State.InWords().ToLowerInvariant()}"
        + (dispute.EvidenceDueBy is { } due && dispute.State is DisputeState.NeedsResponse or DisputeState.InquiryOpen ? $", evidence is due by {Day(LondonTime.DateOf(due))}." : "."),
        [dispute.Id], new ChainLink(ChainPage.Disputes, dispute.Id));

    public static IEnumerable<ChainStep> OfAttention(RescueCase item)
    {
        var link = new ChainLink(ChainPage.Attention, item.Id.ToString());
        yield return new ChainStep(item.RaisedAt, false, ChainKind.Attention, $"{new Money(item.AmountPence)} did not fit: {item.Reason}", [], link);
        if (item.DoneAt is { } done) yield return new ChainStep(done, false, ChainKind.Attention, $"{item.DoneBy ?? "The shop"} dealt with what did not fit: {item.DoneNote}", [], link);
    }

    /// <param name="payout">That carried it; null where none did yet.</param>
    public static ChainStep OfTransaction(BalanceTransaction row, Payout? payout) => new(
        row.CreatedAt, false, ChainKind.Transaction,
        $"{row.Kind.InWords()} in Stripe’s balance: {new Money(row.AmountPence)}{(row.FeePence == 0 ? "" : $", fee {new Money(row.FeePence)}")}, net {new Money(row.NetPence)}.{(row.Description is { } words && row.ChargeId is null ? $" Stripe says: {words}." : "")}",
        [.. new[] { row.TransactionId, row.SourceId }.OfType<string>()],
        payout is null ? new ChainLink(ChainPage.ClearingDay, Address(row.FinancialDate)) : new ChainLink(ChainPage.Payout, payout.PayoutId));

    public static IEnumerable<ChainStep> OfPayout(Payout payout)
    {
        var link = new ChainLink(ChainPage.Payout, payout.PayoutId);
        yield return new ChainStep(payout.CreatedAt, false, ChainKind.Payout, $"Stripe made the payout of {new Money(payout.AmountPence)}{(payout.IsAutomatic ? "" : " by hand, so that nobody can say what it carried")}.", [payout.PayoutId], link);
        yield return OfDay(
            payout.ArrivalDate, ChainKind.Payout,
            payout.Status switch
            {
                PayoutStatus.Paid => $"The payout of {new Money(payout.AmountPence)} is due at the bank; Stripe calls it paid.",
                PayoutStatus.Failed or PayoutStatus.Cancelled => $"The payout of {new Money(payout.AmountPence)} did not reach the bank: {payout.FailureMessage ?? payout.FailureCode ?? "Stripe does not say why"}.",
                _ => $"The payout of {new Money(payout.AmountPence)} is due at the bank; it is on its way.",
            },
            [.. new[] { payout.TraceId }.OfType<string>()], link);
    }

    public static ChainStep Carried(Payout payout, IReadOnlyList<(TransactionKind Kind, int Count, long NetPence)> kinds) => new(
        payout.CreatedAt, false, ChainKind.Payout,
        kinds.Count == 0 ? "What it carried is not known yet."
            : "It carried " + string.Join("; ", kinds.Select(k => string.Create(British, $"{k.Count:N0} × {k.Kind.InWords().ToLowerInvariant()}, net {new Money(k.NetPence)}"))) + ".",
        [], new ChainLink(ChainPage.Payout, payout.PayoutId));

    public static IEnumerable<ChainStep> OfBank(Banked line) =>
        [OfDay(line.Day, ChainKind.Bank, line.AmountPence >= 0 ? $"{new Money(line.AmountPence)} came to the bank." : $"{new Money(-line.AmountPence)} was taken from the bank.", [line.BankLineId], new ChainLink(ChainPage.BankLine, line.BankLineId))];

    /// <summary>The line as the bank wrote it.</summary>
    public static ChainStep OfLine(BankLine line) => OfDay(
        line.Date, ChainKind.Bank, $"{new Money(Math.Abs(line.AmountPence))} {(line.AmountPence >= 0 ? "came to" : "was taken from")} the bank: {line.Text}", [line.Id.ToString()], new ChainLink(ChainPage.BankLine, line.Id.ToString()));

    private static ChainStep OfJournal(Journal journal) => new(
        journal.PostedAt, false, ChainKind.Journal,
        $"Journal for {Day(journal.FinancialDate)}: {journal.Narrative}. " + string.Join("; ", journal.Entries.OrderBy(e => e.Place).Take(MostEntries).Select(Entry))
        + (journal.Entries.Count > MostEntries ? $"; and {journal.Entries.Count - MostEntries} more entries." : "."),
        [journal.SourceId, journal.Id.ToString()], new ChainLink(ChainPage.Journal, journal.Id.ToString()));

    private static IEnumerable<ChainStep> OfSuspense(SuspenseItem item)
    {
        var link = new ChainLink(ChainPage.SuspenseItem, item.Id.ToString());
        yield return new ChainStep(item.OpenedAt, false, ChainKind.Suspense, $"{new Money(item.AmountPence)} became a suspense item: {item.Why}", [item.SourceId], link);
        if (item.ClearedAt is { } cleared) yield return new ChainStep(cleared, false, ChainKind.Suspense, $"The suspense item was cleared by {item.ClearedBy ?? "the shop"}: {item.ClearedWhy}", [], link);
    }

    private static string Entry(LedgerEntry entry) =>
        $"{(entry.DebitPence > 0 ? "debit" : "credit")} {entry.Account.Replace('-', ' ')}{(entry.CostCentre is null ? "" : $" {entry.CostCentre} {entry.Subjective}".TrimEnd())} {new Money(entry.DebitPence + entry.CreditPence)}";

    /// <summary>At the end of the day, so that it stands after what led to it.</summary>
    private static ChainStep OfDay(DateOnly day, ChainKind kind, string what, IReadOnlyList<string> ids, ChainLink? link) =>
        new(LondonTime.StartOfDay(day.AddDays(1)).AddSeconds(-1), true, kind, what, ids, link);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", British);

    private static string Address(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
