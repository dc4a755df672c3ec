using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger.Chain;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Reading;

/// <summary>Entries of a filter, by financial date, 50 at a time, with the sums of the whole filter.</summary>
/// <param name="After">The <see cref="EntryPage.Next"/> of the page before; null for the first.</param>
public sealed record ListEntries(LedgerFilter Filter, bool OldestFirst, Guid? After) : IQuery<EntryPage>;

/// <param name="Next">Null on the last page.</param>
public sealed record EntryPage(IReadOnlyList<EntryRow> Rows, Guid? Next, EntrySums Sums);

/// <summary>Amounts in pence.</summary>
public sealed record EntrySums(int Count, long DebitPence, long CreditPence)
{
    public long BalancePence => DebitPence - CreditPence;
}

/// <summary>An entry in a list. Amounts in pence, one of them zero.</summary>
/// <param name="Number">Of its journal in the chain; null while it waits for the sealer.</param>
/// <param name="OrderReference">Without dashes.</param>
public sealed record EntryRow(
    Guid Id, Guid JournalId, long? Number, DateOnly FinancialDate, int FinancialYear, int Period, JournalKind Kind, string SourceId, string Narrative, int Place, string Account,
    string? CostCentre, string? Subjective, string? VatCode, long DebitPence, long CreditPence, string? OrderReference, string? PayoutId, string? BankLineId)
{
    internal static IQueryable<EntryRow> Of(ShopDbContext db, IQueryable<LedgerEntry> entries) =>
        from e in entries
        join j in db.Set<Journal>() on e.JournalId equals j.Id
        join s in db.Set<JournalSeal>() on e.JournalId equals s.JournalId into seals
        from s in seals.DefaultIfEmpty()
        select new EntryRow(
            e.Id, e.JournalId, (long?)s.Number, e.FinancialDate, e.FinancialYear, e.Period, j.Kind, j.SourceId, j.Narrative, e.Place, e.Account,
            e.CostCentre, e.Subjective, e.VatCode, e.DebitPence, e.CreditPence, e.OrderReference, e.PayoutId, e.BankLineId);
}

internal sealed class ListEntriesHandler(ShopDbContext db) : IRequestHandler<ListEntries, EntryPage>
{
    private const int PageSize = 50;

    public async Task<EntryPage> Handle(ListEntries request, CancellationToken cancellationToken)
    {
        var page = await FromAsync(request, cancellationToken);
        var ids = await Ordered(page, request.OldestFirst).Take(PageSize + 1).Select(e => e.Id).ToListAsync(cancellationToken);
        var shown = ids.Take(PageSize).ToList();
        var rows = (await EntryRow.Of(db, db.Set<LedgerEntry>().Where(e => shown.Contains(e.Id))).ToListAsync(cancellationToken)).ToDictionary(r => r.Id);
        return new EntryPage([.. shown.Select(id => rows[id])], ids.Count > PageSize ? shown[^1] : null, await SumsAsync(request.Filter, cancellationToken));
    }

    internal static IOrderedQueryable<LedgerEntry> Ordered(IQueryable<LedgerEntry> entries, bool oldestFirst) => oldestFirst
        ? entries.OrderBy(e => e.FinancialDate).ThenBy(e => e.Id)
        : entries.OrderByDescending(e => e.FinancialDate).ThenByDescending(e => e.Id);

    private async Task<IQueryable<LedgerEntry>> FromAsync(ListEntries request, CancellationToken ct)
    {
        var entries = request.Filter.Apply(db);
        if (request.After is not { } id) return entries;
        var last = await db.Set<LedgerEntry>().Where(e => e.Id == id).Select(e => e.FinancialDate).SingleOrDefaultAsync(ct);
        // The first comparison says what the others imply: it is where the index begins to read.
        return request.OldestFirst
            ? entries.Where(e => e.FinancialDate >= last && (e.FinancialDate > last || e.Id.CompareTo(id) > 0))
            : entries.Where(e => e.FinancialDate <= last && (e.FinancialDate < last || e.Id.CompareTo(id) < 0));
    }

    /// <summary>What is searched for is little; everything else is added up from the daily balances.</summary>
    private async Task<EntrySums> SumsAsync(LedgerFilter filter, CancellationToken ct)
    {
        var (first, last) = (filter.FirstKey, filter.LastKey);
        var sums = string.IsNullOrWhiteSpace(filter.Search)
            ? filter.Sums(db).Where(s => s.Key >= first && s.Key <= last).GroupBy(_ => 1).Select(g => new EntrySums(g.Sum(s => s.Entries), g.Sum(s => s.DebitPence), g.Sum(s => s.CreditPence)))
            : filter.Apply(db).GroupBy(_ => 1).Select(g => new EntrySums(g.Count(), g.Sum(e => e.DebitPence), g.Sum(e => e.CreditPence)));
        return await sums.SingleOrDefaultAsync(ct) ?? new EntrySums(0, 0, 0);
    }
}
