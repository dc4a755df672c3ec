using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Periods;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Batches;

/// <summary>
/// An income officer makes draft batches of the sealed journals that are in no batch yet, at most 5,000 journals at a time: one batch a period,
/// so that each can go to its own period of the general ledger. Audited.
/// </summary>
public sealed record MakeBatches(Actor By) : ICommand<MakeBatchesResult>;

public abstract record MakeBatchesResult
{
    private MakeBatchesResult() { }

    /// <param name="More">Journals were left for another batch.</param>
    public sealed record Made(IReadOnlyList<int> Numbers, bool More) : MakeBatchesResult;

    public sealed record NothingToExport : MakeBatchesResult;

    /// <summary>Accounts that ledger.json gives no code; nothing was made.</summary>
    public sealed record CodesMissing(IReadOnlyList<string> Accounts) : MakeBatchesResult;
}

internal sealed class MakeBatchesHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<MakeBatchesHandler> log) : IRequestHandler<MakeBatches, MakeBatchesResult>
{
    private const int MostJournals = 5_000;

    public async Task<MakeBatchesResult> Handle(MakeBatches request, CancellationToken cancellationToken)
    {
        var after = await db.Set<ExportBatch>().MaxAsync(b => (long?)b.LastJournal, cancellationToken) ?? 0;
        var links = await db.Set<JournalSeal>().Where(s => s.Number > after).OrderBy(s => s.Number).Take(MostJournals + 1)
            .Join(db.Set<Journal>().Include(j => j.Entries), s => s.JournalId, j => j.Id, (s, j) => new { s.Number, Journal = j }).AsNoTracking().ToListAsync(cancellationToken);
        if (links.Count == 0) return new MakeBatchesResult.NothingToExport();
        var codes = new GeneralLedgerCodes(await mediator.Send(new GetLedgerCodes(), cancellationToken));
        var taken = links.OrderBy(l => l.Number).Take(MostJournals).Select(l => (l.Number, l.Journal)).ToList();
        var missing = taken.SelectMany(l => l.Journal.Entries).Where(e => codes.Of(e) is null).Select(e => e.Account).Distinct().Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) return new MakeBatchesResult.CodesMissing(missing);
        var number = await db.Set<ExportBatch>().MaxAsync(b => (int?)b.Number, cancellationToken) ?? 0;
        var made = new List<int>();
        foreach (var period in taken.GroupBy(l => new FinancialPeriod(l.Journal.FinancialYear, l.Journal.Period)).OrderBy(g => g.Key))
        {
            await MakeAsync(request.By, ++number, period.Key, taken[0].Number, taken[^1].Number, Lines(period, codes), cancellationToken);
            made.Add(number);
        }

        return new MakeBatchesResult.Made(made, links.Count > MostJournals);
    }

    private static List<ExportLine> Lines(IEnumerable<(long Number, Journal Journal)> journals, GeneralLedgerCodes codes) =>
    [
        .. journals.SelectMany(l => l.Journal.Entries.OrderBy(e => e.Place).Select(e => (l.Number, l.Journal, Entry: e)))
            .Select((l, index) => new ExportLine(index + 1, l.Number, l.Journal, l.Entry, codes.Of(l.Entry)!.Value)),
    ];

    private async Task MakeAsync(Actor by, int number, FinancialPeriod period, long first, long last, List<ExportLine> lines, CancellationToken ct)
    {
        var batch = new ExportBatch(number, period, first, last, lines, by, clock.UtcNow());
        db.Add(batch);
        db.AddRange(lines);
        await mediator.Publish(new Audited(by, "made journal batch", $"batch {number}", null, $"{period}: {lines.Count} lines, {new Money(batch.TotalPence)}", null), ct);
        log.LogInformation("Staff {StaffId} made batch {Number} of {Lines} lines", by.StaffId, number, lines.Count);
    }
}

/// <summary>
/// Where an entry belongs in the council's general ledger: income and bonds where they were sold; fees and write-offs to the service's cost
/// centre where the posting names one; every other account where the chart of accounts says.
/// </summary>
internal sealed class GeneralLedgerCodes(LedgerCodes chart)
{
    /// <summary>Null when the chart has no code for the account.</summary>
    public (string CostCentre, string Subjective)? Of(LedgerEntry entry)
    {
        if (entry is { Account: LedgerAccount.Income or LedgerAccount.BondsHeld, CostCentre: { } centre, Subjective: { } subjective }) return (centre, subjective);
        if (!chart.ControlAccounts.TryGetValue(entry.Account, out var codes)) return null;
        return entry is { Account: LedgerAccount.CardFees or LedgerAccount.DisputeFees or LedgerAccount.WriteOffs, CostCentre: { } own }
            ? (own, codes.Subjective)
            : (codes.CostCentre, codes.Subjective);
    }
}
