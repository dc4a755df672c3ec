using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>What became of a bank line: the part of it that changes.</summary>
internal sealed class BankLineState : IVersioned
{
    private static readonly Dictionary<LineState, LineState[]> Legal = new()
    {
        [LineState.Open] = [LineState.Matched, LineState.Suspense, LineState.LeftOut],
        [LineState.Matched] = [LineState.Open, LineState.Suspense],
        [LineState.Suspense] = [LineState.Matched, LineState.Open, LineState.Explained, LineState.LeftOut],
        [LineState.Explained] = [LineState.Suspense],
        [LineState.LeftOut] = [LineState.Open],
    };

    private BankLineState() { }

    public BankLineState(BankLine line)
    {
        LineId = line.Id;
        AccountId = line.AccountId;
        Date = line.Date;
        State = LineState.Open;
    }

    public Guid LineId { get; private set; }
    public Guid AccountId { get; private set; }
    public DateOnly Date { get; private set; }
    public LineState State { get; private set; }

    /// <summary>The match it is part of, while it is matched.</summary>
    public Guid? MatchId { get; private set; }

    /// <summary>Why somebody left it out.</summary>
    public string? Reason { get; private set; }

    /// <summary>The journal that has it in the ledger now; null while it is in none.</summary>
    public Guid? JournalId { get; private set; }

    /// <summary>How often it was posted to the ledger: each time needs a source of its own.</summary>
    public int Postings { get; private set; }

    public int Version { get; private set; }

    /// <summary>Throws when the step is not legal.</summary>
    public void Become(LineState state, Guid? matchId = null, string? reason = null)
    {
        if (!Legal[State].Contains(state)) throw new InvalidOperationException($"Bank line {LineId} is {State} and cannot become {state}.");
        State = state;
        MatchId = matchId;
        Reason = reason;
    }

    /// <summary>It is in the ledger by this journal; null: not any more.</summary>
    public void Post(Guid? journalId) => JournalId = journalId;

    /// <summary>The ledger's source id of its next journal: "bank:{id}", then "bank:{id}:2".</summary>
    public string NextSource() => ++Postings == 1 ? $"bank:{LineId}" : $"bank:{LineId}:{Postings}";
}

/// <summary>How a bank line stands.</summary>
public enum LineState
{
    /// <summary>Nobody has said what it is.</summary>
    Open,

    /// <summary>Part of a match with payouts.</summary>
    Matched,

    /// <summary>Posted to suspense: see its item.</summary>
    Suspense,

    /// <summary>A journal moved it out of suspense, to codes.</summary>
    Explained,

    /// <summary>Not the shop's money: other income of the same account. Posted nowhere.</summary>
    LeftOut,
}

internal sealed class BankLineStateConfiguration : IEntityTypeConfiguration<BankLineState>
{
    public void Configure(EntityTypeBuilder<BankLineState> builder)
    {
        builder.ToTable("finance_bank_line_state", t =>
        {
            t.HasCheckConstraint("CK_finance_bank_line_state_state", "\"State\" IN ('Open', 'Matched', 'Suspense', 'Explained', 'LeftOut')");
            t.HasCheckConstraint("CK_finance_bank_line_state_match", "(\"State\" = 'Matched') = (\"MatchId\" IS NOT NULL)");
        });
        builder.HasKey(s => s.LineId);
        builder.Property(s => s.LineId).ValueGeneratedNever();
        builder.Property(s => s.Reason).HasMaxLength(Reasons.Longest);
        builder.HasOne<BankLine>().WithOne().HasForeignKey<BankLineState>(s => s.LineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.AccountId, s.State, s.Date });
        builder.HasIndex(s => s.MatchId);
    }
}
