using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank.Matching;

/// <summary>Lines and payouts that somebody, or the council's policy, said are the same money. Undone, never deleted. Amounts in pence.</summary>
internal sealed class BankMatch : IVersioned
{
    private readonly List<BankMatchPayout> _payouts = [];
    private readonly List<BankMatchLine> _lines = [];

    private BankMatch() { }

    /// <param name="by">Null where the policy confirmed it.</param>
    public BankMatch(SuggestionKind? kind, IEnumerable<BankLine> lines, IEnumerable<PayoutToMatch> payouts, Actor? by, string reason, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Kind = kind;
        _lines.AddRange(lines.Select(l => new BankMatchLine(Id, l.Id, l.AmountPence)));
        _payouts.AddRange(payouts.Select(p => new BankMatchPayout(Id, p.PayoutId, p.AmountPence)));
        DifferencePence = _lines.Sum(l => l.AmountPence) - _payouts.Sum(p => p.AmountPence);
        By = by?.Name;
        Reason = reason;
        At = now;
        IsLive = true;
    }

    public Guid Id { get; private set; }

    /// <summary>As it was suggested; null where the officer found it.</summary>
    public SuggestionKind? Kind { get; private set; }

    /// <summary>Lines less payouts; not nought: it is in suspense.</summary>
    public long DifferencePence { get; private set; }

    public string? By { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTime At { get; private set; }
    public bool IsLive { get; private set; }
    public string? UndoneBy { get; private set; }
    public string? UndoneWhy { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<BankMatchLine> Lines => _lines;
    public IReadOnlyList<BankMatchPayout> Payouts => _payouts;

    /// <summary>Throws when it is undone already.</summary>
    public void Undo(Actor by, string why, DateTime now)
    {
        if (!IsLive) throw new InvalidOperationException($"Match {Id} is undone already.");
        IsLive = false;
        UndoneBy = by.Name;
        UndoneWhy = why;
        UndoneAt = now;
        foreach (var payout in _payouts) payout.Free();
    }
}

internal sealed class BankMatchLine(Guid matchId, Guid lineId, long amountPence)
{
    public Guid MatchId { get; private set; } = matchId;
    public Guid LineId { get; private set; } = lineId;
    public long AmountPence { get; private set; } = amountPence;
}

internal sealed class BankMatchPayout(Guid matchId, string payoutId, long amountPence)
{
    public Guid MatchId { get; private set; } = matchId;
    public string PayoutId { get; private set; } = payoutId;
    public long AmountPence { get; private set; } = amountPence;

    /// <summary>A payout is in one live match at most.</summary>
    public bool IsLive { get; private set; } = true;

    public void Free() => IsLive = false;
}

internal sealed class BankMatchConfiguration : IEntityTypeConfiguration<BankMatch>
{
    public void Configure(EntityTypeBuilder<BankMatch> builder)
    {
        builder.ToTable("finance_bank_match", t => t.HasCheckConstraint("CK_finance_bank_match_undone", "\"IsLive\" = (\"UndoneAt\" IS NULL)"));
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.By).HasMaxLength(200);
        builder.Property(m => m.Reason).HasMaxLength(Reasons.Longest);
        builder.Property(m => m.UndoneBy).HasMaxLength(200);
        builder.Property(m => m.UndoneWhy).HasMaxLength(Reasons.Longest);
        builder.HasMany(m => m.Lines).WithOne().HasForeignKey(l => l.MatchId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(m => m.Payouts).WithOne().HasForeignKey(p => p.MatchId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.At);
    }
}

internal sealed class BankMatchLineConfiguration : IEntityTypeConfiguration<BankMatchLine>
{
    public void Configure(EntityTypeBuilder<BankMatchLine> builder)
    {
        builder.ToTable("finance_bank_match_line");
        builder.HasKey(l => new { l.MatchId, l.LineId });
        builder.HasOne<BankLine>().WithMany().HasForeignKey(l => l.LineId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BankMatchPayoutConfiguration : IEntityTypeConfiguration<BankMatchPayout>
{
    public void Configure(EntityTypeBuilder<BankMatchPayout> builder)
    {
        builder.ToTable("finance_bank_match_payout");
        builder.HasKey(p => new { p.MatchId, p.PayoutId });
        builder.Property(p => p.PayoutId).HasMaxLength(100);
        builder.HasIndex(p => p.PayoutId).IsUnique().HasFilter("\"IsLive\"").HasDatabaseName("IX_finance_bank_match_payout_live");
        builder.HasIndex(p => new { p.PayoutId, p.IsLive });
    }
}
