using Shop.Finance.Periods;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger;

/// <summary>One balanced journal: what happened, when, and its entries. Written once, never changed; a mistake is mended by another journal.</summary>
internal sealed class Journal
{
    public const int LongestSource = 120;
    public const int LongestNarrative = 300;
    private readonly List<LedgerEntry> _entries = [];

    private Journal() { }

    /// <param name="id">Later ones have larger ids: they are sealed in this order.</param>
    /// <param name="period">The period it is posted into: the draft's own, or the first open one after it.</param>
    public Journal(Guid id, JournalDraft draft, FinancialPeriod period, DateTime now)
    {
        Id = id;
        SourceId = draft.SourceId;
        Kind = draft.Kind;
        DocumentDate = draft.FinancialDate;
        FinancialDate = period == draft.Period ? draft.FinancialDate : period.FirstDay;
        FinancialYear = period.Year;
        Period = period.Number;
        Narrative = period == draft.Period ? draft.Narrative : Moved(draft);
        ById = draft.By?.StaffId;
        By = draft.By?.Name;
        Reason = draft.Reason;
        MirrorsId = draft.Mirrors;
        // A hash over the row must be the same when it is read again.
        PostedAt = now.WholeMilliseconds();
        var postings = draft.Postings.Where(p => p.DebitPence != 0 || p.CreditPence != 0).ToList();
        // Lists are ordered by id within a day: the entries of a journal keep their places there.
        var ids = postings.Select(_ => Guid.CreateVersion7()).Order().ToList();
        _entries.AddRange(postings.Select((p, index) => new LedgerEntry(ids[index], this, index + 1, p)));
        TotalPence = _entries.Sum(e => e.DebitPence);
    }

    public Guid Id { get; private set; }

    /// <summary>Names what happened, once for ever.</summary>
    public string SourceId { get; private set; } = "";

    public JournalKind Kind { get; private set; }

    /// <summary>The London date it counts for.</summary>
    public DateOnly FinancialDate { get; private set; }

    /// <summary>The London date of what happened; another than <see cref="FinancialDate"/> only where its period was closed.</summary>
    public DateOnly DocumentDate { get; private set; }

    public int FinancialYear { get; private set; }
    public int Period { get; private set; }
    public string Narrative { get; private set; } = "";

    /// <summary>Sum of the debits, and of the credits, in pence.</summary>
    public long TotalPence { get; private set; }

    public Guid? ById { get; private set; }
    public string? By { get; private set; }
    public string? Reason { get; private set; }
    public Guid? MirrorsId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime PostedAt { get; private set; }

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    private static string Moved(JournalDraft draft)
    {
        var note = string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (of {draft.FinancialDate:d MMMM yyyy}; {draft.Period} is closed)");
        var room = LongestNarrative - note.Length;
        return (draft.Narrative.Length <= room ? draft.Narrative : draft.Narrative[..room]) + note;
    }
}
