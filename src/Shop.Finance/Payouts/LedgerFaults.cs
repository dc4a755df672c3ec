using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Payouts;

/// <summary>
/// Whether the ledger moved Stripe clearing by exactly what Stripe says, journal by journal (S6b I10). For as many rows as a
/// payout or a day has; all days together are compared by their sums.
/// </summary>
internal sealed class LedgerFaults(ShopDbContext db)
{
    private const int Chunk = 4_000;

    /// <summary>One fault for each journal that is missing or moved another amount.</summary>
    public async Task<IReadOnlyList<Fault>> OfAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        var parts = await TransactionPart.Of(rows.Where(t => t.Currency == Money.Currency && !t.IsWrongMode).OrderBy(t => t.Id)).ToListAsync(ct);
        var expected = new Dictionary<string, (long Pence, TransactionPart Row)>(StringComparer.Ordinal);
        foreach (var part in parts)
            foreach (var (source, pence) in TransactionJournals.Expected(part))
                expected[source] = expected.TryGetValue(source, out var before) ? (before.Pence + pence, before.Row) : (pence, part);
        var posted = await PostedAsync(expected.Keys, ct);
        return
        [
            .. expected.Where(e => posted.GetValueOrDefault(e.Key) != e.Value.Pence)
                .Select(e => Of(e.Key, e.Value.Row, e.Value.Pence, posted.TryGetValue(e.Key, out var found) ? found : null)),
        ];
    }

    /// <summary>What each journal moved Stripe clearing by, in pence; those that are not there are left out.</summary>
    public async Task<Dictionary<string, long>> PostedAsync(IEnumerable<string> sources, CancellationToken ct)
    {
        var posted = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var chunk in sources.Chunk(Chunk))
        {
            var found = await (
                from journal in db.Set<Journal>().Where(j => EF.Parameter(chunk).Contains(j.SourceId))
                join entry in db.Set<LedgerEntry>() on journal.Id equals entry.JournalId
                group entry by journal.SourceId into entries
                // Not by a condition: without statistics SQLite would read every entry of the account, and look for its journal among these.
                select new { SourceId = entries.Key, Pence = entries.Sum(e => e.Account == LedgerAccount.StripeClearing ? e.DebitPence - e.CreditPence : 0) }).ToListAsync(ct);
            foreach (var one in found) posted[one.SourceId] = one.Pence;
        }

        return posted;
    }

    private static Fault Of(string source, TransactionPart row, long expected, long? posted) =>
        new(FaultKind.LedgerDiffers, row.TransactionId, row.Reference, row.FinancialDate, (posted ?? 0) - expected)
        {
            Why = posted is { } moved
                ? $"Journal {source} moved Stripe clearing by {new Money(moved)}, Stripe says {new Money(expected)}."
                : $"Journal {source} of {new Money(expected)} is not posted.",
        };
}
