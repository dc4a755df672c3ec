using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Ledger.Chain;

/// <summary>One link of the chain: the journal's number, and a hash over the journal, its entries and the link before. Written once.</summary>
internal sealed class JournalSeal(long number, Guid journalId, string previousHash, string hash, DateTime sealedAt)
{
    /// <summary>What the first link follows.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>1, 2, 3, ... without gaps: the journal's number for people.</summary>
    public long Number { get; private set; } = number;

    public Guid JournalId { get; private set; } = journalId;

    /// <summary>64 hexadecimal digits; nobody follows the same link twice.</summary>
    public string PreviousHash { get; private set; } = previousHash;

    public string Hash { get; private set; } = hash;

    /// <summary>UTC.</summary>
    public DateTime SealedAt { get; private set; } = sealedAt;
}

/// <summary>A journal that waits for the sealer. Made with the journal, in one transaction; removed when it is sealed.</summary>
internal sealed class JournalToSeal(Guid journalId, DateTime postedAt)
{
    public Guid JournalId { get; private set; } = journalId;
    public DateTime PostedAt { get; private set; } = postedAt;
}

internal sealed class JournalSealConfiguration : IEntityTypeConfiguration<JournalSeal>
{
    public void Configure(EntityTypeBuilder<JournalSeal> builder)
    {
        builder.ToTable("finance_journal_seal", t => t.HasCheckConstraint("CK_finance_journal_seal_number", "\"Number\" > 0"));
        builder.HasKey(s => s.Number);
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.PreviousHash).HasMaxLength(64);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.HasIndex(s => s.JournalId).IsUnique();
        builder.HasIndex(s => s.PreviousHash).IsUnique();
    }
}

internal sealed class JournalToSealConfiguration : IEntityTypeConfiguration<JournalToSeal>
{
    public void Configure(EntityTypeBuilder<JournalToSeal> builder)
    {
        builder.ToTable("finance_journal_to_seal");
        builder.HasKey(j => j.JournalId);
        builder.Property(j => j.JournalId).ValueGeneratedNever();
        builder.HasOne<Journal>().WithOne().HasForeignKey<JournalToSeal>(j => j.JournalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(j => new { j.PostedAt, j.JournalId });
    }
}
