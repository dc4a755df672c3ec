using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Ledger.Chain;

/// <summary>
/// What one look at the whole chain found. Written once. The last one that found it whole is what the next look holds the chain against: a
/// chain whose end was cut off with its journals, or that was calculated anew, is whole in itself.
/// </summary>
internal sealed class ChainCheck
{
    private ChainCheck() { }

    public ChainCheck(ChainVerdict verdict, DateTime at)
    {
        Id = Guid.CreateVersion7();
        At = at;
        (Number, Hash) = (verdict.Sealed, verdict.Head);
        Fault = verdict.Fault is { Length: > MostFault } longer ? longer[..MostFault] : verdict.Fault;
    }

    public const int MostFault = 1_000;

    /// <summary>Rises with time.</summary>
    public Guid Id { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The last link there was; 0 for an empty chain.</summary>
    public long Number { get; private set; }

    /// <summary>That link's hash; empty for an empty chain.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Null when the chain held.</summary>
    public string? Fault { get; private set; }
}

internal sealed class ChainCheckConfiguration : IEntityTypeConfiguration<ChainCheck>
{
    public void Configure(EntityTypeBuilder<ChainCheck> builder)
    {
        builder.ToTable("finance_chain_check");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.Property(c => c.Fault).HasMaxLength(ChainCheck.MostFault);
    }
}
