using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Ledger;

namespace Shop.Finance.Batches;

/// <summary>One ledger entry in a batch, with the codes of the general ledger as they were when the batch was made. Written once, never changed. Amounts in pence.</summary>
internal sealed class ExportLine
{
    private ExportLine() { }

    public ExportLine(int line, long journalNumber, Journal journal, LedgerEntry entry, (string CostCentre, string Subjective) codes)
    {
        Id = Guid.CreateVersion7();
        Line = line;
        EntryId = entry.Id;
        JournalId = journal.Id;
        JournalNumber = journalNumber;
        FinancialDate = entry.FinancialDate;
        CostCentre = codes.CostCentre;
        Subjective = codes.Subjective;
        VatCode = entry.VatCode;
        DebitPence = entry.DebitPence;
        CreditPence = entry.CreditPence;
        Narrative = journal.Narrative;
        OrderReference = entry.OrderReference;
        PayoutId = entry.PayoutId;
        BankLineId = entry.BankLineId;
    }

    public Guid Id { get; private set; }
    public Guid BatchId { get; private set; }

    /// <summary>Place within the batch, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Each entry is exported once.</summary>
    public Guid EntryId { get; private set; }

    public Guid JournalId { get; private set; }
    public long JournalNumber { get; private set; }
    public DateOnly FinancialDate { get; private set; }
    public string CostCentre { get; private set; } = "";
    public string Subjective { get; private set; } = "";
    public string? VatCode { get; private set; }
    public long DebitPence { get; private set; }
    public long CreditPence { get; private set; }
    public string Narrative { get; private set; } = "";
    public string? OrderReference { get; private set; }
    public string? PayoutId { get; private set; }
    public string? BankLineId { get; private set; }

    public void Join(Guid batchId) => BatchId = batchId;
}

/// <summary>The file of a batch, byte for byte as it was first made. Written once.</summary>
internal sealed class ExportFile(Guid batchId, byte[] content)
{
    public Guid BatchId { get; private set; } = batchId;
    public byte[] Content { get; private set; } = content;
}

internal sealed class ExportLineConfiguration : IEntityTypeConfiguration<ExportLine>
{
    public void Configure(EntityTypeBuilder<ExportLine> builder)
    {
        builder.ToTable("finance_export_line", t =>
            t.HasCheckConstraint("CK_finance_export_line_side", "(\"DebitPence\" > 0 AND \"CreditPence\" = 0) OR (\"DebitPence\" = 0 AND \"CreditPence\" > 0)"));
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasOne<ExportBatch>().WithMany().HasForeignKey(l => l.BatchId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(l => l.CostCentre).HasMaxLength(40);
        builder.Property(l => l.Subjective).HasMaxLength(40);
        builder.Property(l => l.VatCode).HasMaxLength(10);
        builder.Property(l => l.Narrative).HasMaxLength(Journal.LongestNarrative);
        builder.Property(l => l.OrderReference).HasMaxLength(40);
        builder.Property(l => l.PayoutId).HasMaxLength(100);
        builder.Property(l => l.BankLineId).HasMaxLength(100);
        builder.HasIndex(l => new { l.BatchId, l.Line }).IsUnique();
        builder.HasIndex(l => l.EntryId).IsUnique();
        builder.HasIndex(l => l.JournalId);
    }
}

internal sealed class ExportFileConfiguration : IEntityTypeConfiguration<ExportFile>
{
    public void Configure(EntityTypeBuilder<ExportFile> builder)
    {
        builder.ToTable("finance_export_file");
        builder.HasKey(f => f.BatchId);
        builder.Property(f => f.BatchId).ValueGeneratedNever();
        builder.HasOne<ExportBatch>().WithOne().HasForeignKey<ExportFile>(f => f.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}
