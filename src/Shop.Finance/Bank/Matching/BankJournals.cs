using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank.Matching;

/// <summary>What becomes of a bank line in the ledger. A line is in one journal at a time; undoing posts the mirror of it.</summary>
internal sealed class BankJournals(ShopDbContext db, Journals journals)
{
    /// <summary>
    /// Dr bank / Cr payouts in transit (the other way round for what Stripe took), what is over to suspense. Source "bank:{line}".
    /// Throws when the line is in a journal already. Amounts in pence.
    /// </summary>
    /// <param name="payouts">Which payouts the line is, and how much of each.</param>
    public async Task PostReceiptAsync(BankLine line, BankLineState state, IReadOnlyList<(string PayoutId, long Pence)> payouts, Actor? by, string reason, CancellationToken ct)
    {
        var rest = line.AmountPence - payouts.Sum(p => p.Pence);
        var narrative = payouts.Count == 0 ? "Bank line in suspense" : $"Payout on the bank: {string.Join(", ", payouts.Select(p => p.PayoutId))}";
        await PostAsync(line, state, payouts.Count == 0 ? JournalKind.Suspense : JournalKind.BankReceipt, narrative,
        [
            LedgerPosting.Debit(LedgerAccount.Bank, line.AmountPence) with { BankLineId = line.Id.ToString(), PayoutId = payouts.Count == 1 ? payouts[0].PayoutId : null },
            .. payouts.Select(p => LedgerPosting.Credit(LedgerAccount.PayoutsInTransit, p.Pence) with { PayoutId = p.PayoutId, BankLineId = line.Id.ToString() }),
            .. rest == 0 ? Array.Empty<LedgerPosting>() : [LedgerPosting.Credit(LedgerAccount.Suspense, rest) with { BankLineId = line.Id.ToString() }],
        ], by, reason, ct);
    }

    /// <summary>Takes the line out of the ledger by the mirror of its journal, on the same day. Does nothing when it is in none.</summary>
    public async Task TakeBackAsync(BankLineState state, Actor? by, string reason, CancellationToken ct)
    {
        if (state.JournalId is not { } id) return;
        await MirrorAsync(id, by, reason, ct);
        state.Post(null);
    }

    /// <summary>Posts the mirror of a journal on the day of the journal (or the first open one after it). Once per journal.</summary>
    public async Task MirrorAsync(Guid journalId, Actor? by, string reason, CancellationToken ct)
    {
        var journal = await db.Set<Journal>().Include(j => j.Entries).SingleAsync(j => j.Id == journalId, ct);
        await journals.PostAsync(new JournalDraft(
            journal.SourceId + ":undone", JournalKind.Mirror, journal.DocumentDate, Cut($"Undoes: {journal.Narrative}"),
            [.. journal.Entries.OrderBy(e => e.Place).Select(e => new LedgerPosting(e.Account, e.CreditPence, e.DebitPence, e.CostCentre, e.Subjective, e.VatCode, e.OrderReference, e.PayoutId, e.BankLineId))],
            by, reason)
        { Mirrors = journal.Id }, ct);
    }

    private async Task PostAsync(BankLine line, BankLineState state, JournalKind kind, string narrative, IReadOnlyList<LedgerPosting> postings, Actor? by, string reason, CancellationToken ct)
    {
        if (state.JournalId is not null) throw new InvalidOperationException($"Bank line {line.Id} is in the ledger already.");
        state.Post(await journals.PostAsync(new JournalDraft(state.NextSource(), kind, line.Date, Cut(narrative), postings, by, reason), ct));
    }

    private static string Cut(string text) => text.Length <= Journal.LongestNarrative ? text : text[..Journal.LongestNarrative];
}
