using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Periods;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Reading;

/// <summary>One journal with its entries and its link of the chain. Null when unknown.</summary>
public sealed record GetJournal(Guid Id) : IQuery<JournalView?>;

/// <param name="Number">Of its link; null while it waits for the sealer. So are hash and time.</param>
/// <param name="MirroredById">The journal that undid this one; null while it stands.</param>
public sealed record JournalView(
    Guid Id, string SourceId, JournalKind Kind, DateOnly FinancialDate, DateOnly DocumentDate, FinancialPeriod Period, string Narrative, long TotalPence, string? By, string? Reason,
    DateTime PostedAt, Guid? MirrorsId, Guid? MirroredById, long? Number, string? Hash, DateTime? SealedAt, IReadOnlyList<EntryRow> Entries);

internal sealed class GetJournalHandler(ShopDbContext db) : IRequestHandler<GetJournal, JournalView?>
{
    public async Task<JournalView?> Handle(GetJournal request, CancellationToken cancellationToken)
    {
        if (await db.Set<Journal>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == request.Id, cancellationToken) is not { } journal) return null;
        var link = await db.Set<JournalSeal>().AsNoTracking().SingleOrDefaultAsync(s => s.JournalId == journal.Id, cancellationToken);
        var mirroredBy = await db.Set<Journal>().Where(j => j.MirrorsId == journal.Id).Select(j => (Guid?)j.Id).FirstOrDefaultAsync(cancellationToken);
        var entries = await EntryRow.Of(db, db.Set<LedgerEntry>().Where(e => e.JournalId == journal.Id)).ToListAsync(cancellationToken);
        return new JournalView(
            journal.Id, journal.SourceId, journal.Kind, journal.FinancialDate, journal.DocumentDate, new FinancialPeriod(journal.FinancialYear, journal.Period), journal.Narrative,
            journal.TotalPence, journal.By, journal.Reason, journal.PostedAt, journal.MirrorsId, mirroredBy, link?.Number, link?.Hash, link?.SealedAt,
            [.. entries.OrderBy(e => e.Place)]);
    }
}
