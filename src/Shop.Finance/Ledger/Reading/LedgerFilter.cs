using Shop.Finance.Ledger.Chain;
using Shop.Finance.Periods;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Reading;

/// <summary>Which entries of the ledger: what stands in the address of its pages and of their CSV.</summary>
/// <param name="From">First period; null: from the beginning.</param>
/// <param name="To">Last period; null: up to now.</param>
/// <param name="Search">An order reference, a payout (po_…), a bank line or the source of a journal ("fee:txn_1").</param>
public sealed record LedgerFilter(
    FinancialPeriod? From, FinancialPeriod? To, string? Account = null, string? CostCentre = null, string? Subjective = null, string? VatCode = null, string? Search = null)
{
    public static readonly LedgerFilter All = new(null, null);

    internal int FirstKey => From is { } from ? Key(from) : 0;

    internal int LastKey => To is { } to ? Key(to) : int.MaxValue;

    private static int Key(FinancialPeriod period) => period.Year * 100 + period.Number;

    internal IQueryable<LedgerEntry> Apply(ShopDbContext db)
    {
        var entries = InPeriods(db.Set<LedgerEntry>());
        if (Account is { } account) entries = entries.Where(e => e.Account == account);
        if (CostCentre is { } centre) entries = entries.Where(e => e.CostCentre == centre);
        if (Subjective is { } subjective) entries = entries.Where(e => e.Subjective == subjective);
        if (VatCode is { } vat) entries = entries.Where(e => e.VatCode == vat);
        return Found(db, entries);
    }

    /// <summary>The periods as dates as well, for the index that is by date; period 13 shares its date with period 12.</summary>
    private IQueryable<LedgerEntry> InPeriods(IQueryable<LedgerEntry> entries)
    {
        if (From is { } from)
        {
            var (first, key) = (from.FirstDay, FirstKey);
            entries = entries.Where(e => e.FinancialDate >= first && e.FinancialYear * 100 + e.Period >= key);
        }

        if (To is { } to)
        {
            var (last, key) = (to.LastDay, LastKey);
            entries = entries.Where(e => e.FinancialDate <= last && e.FinancialYear * 100 + e.Period <= key);
        }

        return entries;
    }

    private IQueryable<LedgerEntry> Found(ShopDbContext db, IQueryable<LedgerEntry> entries)
    {
        var text = Search?.Trim();
        if (string.IsNullOrEmpty(text)) return entries;
        if (OrderReference.TryParse(text, out var reference)) return entries.Where(e => e.OrderReference == reference.Value);
        if (text.StartsWith("po_", StringComparison.Ordinal)) return entries.Where(e => e.PayoutId == text);
        // The source of a journal has a colon ("fee:txn_1"), the id of a bank line has none; one or the other, each by its index.
        if (!text.Contains(':', StringComparison.Ordinal)) return entries.Where(e => e.BankLineId == text);
        return entries.Where(e => e.JournalId == db.Set<Journal>().Where(j => j.SourceId == text).Select(j => (Guid?)j.Id).FirstOrDefault());
    }

    /// <summary>Sums by day and code instead of entries, with what is not sealed yet: one query, so that an entry is counted once while the sealer works.</summary>
    internal IQueryable<DaySum> Sums(ShopDbContext db)
    {
        var sums = DaySum.Of(db);
        if (Account is { } account) sums = sums.Where(e => e.Account == account);
        if (CostCentre is { } centre) sums = sums.Where(e => e.CostCentre == centre);
        if (Subjective is { } subjective) sums = sums.Where(e => e.Subjective == subjective);
        if (VatCode is { } vat) sums = sums.Where(e => e.VatCode == vat);
        return sums;
    }
}

/// <summary>Debits and credits of a code in a period. Amounts in pence.</summary>
internal sealed class DaySum
{
    /// <summary>Year x 100 + period.</summary>
    public int Key { get; init; }

    public DateOnly FinancialDate { get; init; }
    public string Account { get; init; } = "";
    public string CostCentre { get; init; } = "";
    public string Subjective { get; init; } = "";
    public string VatCode { get; init; } = "";
    public long DebitPence { get; init; }
    public long CreditPence { get; init; }
    public int Entries { get; init; }

    public static IQueryable<DaySum> Of(ShopDbContext db) => db.Set<DailyBalance>()
        .Select(b => new DaySum
        {
            Key = b.FinancialYear * 100 + b.Period,
            FinancialDate = b.FinancialDate,
            Account = b.Account,
            CostCentre = b.CostCentre,
            Subjective = b.Subjective,
            VatCode = b.VatCode,
            DebitPence = b.DebitPence,
            CreditPence = b.CreditPence,
            Entries = b.Entries,
        })
        // Not a join: without statistics SQLite begins a join at the entries, and reads all of them.
        .Concat(db.Set<LedgerEntry>().Where(e => db.Set<JournalToSeal>().Select(w => w.JournalId).Contains(e.JournalId)).Select(e => new DaySum
        {
            Key = e.FinancialYear * 100 + e.Period,
            FinancialDate = e.FinancialDate,
            // An expression, not the column: its index would be taken for a filter, and all entries of the account read.
            Account = e.Account + "",
            CostCentre = e.CostCentre ?? "",
            Subjective = e.Subjective ?? "",
            VatCode = e.VatCode ?? "",
            DebitPence = e.DebitPence,
            CreditPence = e.CreditPence,
            Entries = 1,
        }));
}
