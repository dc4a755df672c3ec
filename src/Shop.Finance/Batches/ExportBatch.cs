using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Periods;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Batches;

/// <summary>
/// A numbered, balanced part of the ledger on its way into the council's general ledger: the journals of one period between two links of the
/// chain. Its lines never change; a mistake in them is mended by a journal, which goes with a later batch. Amounts in pence.
/// </summary>
internal sealed class ExportBatch : IVersioned
{
    private static readonly Dictionary<BatchState, BatchState> Next = new()
    {
        [BatchState.Draft] = BatchState.Approved,
        [BatchState.Approved] = BatchState.Exported,
        [BatchState.Exported] = BatchState.Acknowledged,
    };

    private ExportBatch() { }

    public ExportBatch(int number, FinancialPeriod period, long firstJournal, long lastJournal, IReadOnlyList<ExportLine> lines, Actor by, DateTime now)
    {
        if (lines.Sum(l => l.DebitPence) != lines.Sum(l => l.CreditPence)) throw new InvalidOperationException($"Batch {number} does not balance.");
        Id = Guid.CreateVersion7();
        Number = number;
        State = BatchState.Draft;
        FinancialYear = period.Year;
        Period = period.Number;
        FirstJournal = firstJournal;
        LastJournal = lastJournal;
        LineCount = lines.Count;
        TotalPence = lines.Sum(l => l.DebitPence);
        CreatedById = by.StaffId;
        CreatedBy = by.Name;
        CreatedAt = now;
        foreach (var line in lines) line.Join(Id);
    }

    public Guid Id { get; private set; }

    /// <summary>1, 2, 3, ... without gaps.</summary>
    public int Number { get; private set; }

    public BatchState State { get; private set; }
    public int FinancialYear { get; private set; }
    public int Period { get; private set; }

    /// <summary>Number in the chain; the batch has the journals of its period from here to <see cref="LastJournal"/>.</summary>
    public long FirstJournal { get; private set; }

    public long LastJournal { get; private set; }
    public int LineCount { get; private set; }

    /// <summary>Sum of the debits, and of the credits.</summary>
    public long TotalPence { get; private set; }

    public Guid CreatedById { get; private set; }
    public string CreatedBy { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public Guid? ApprovedById { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTime? ApprovedAt { get; private set; }
    public string? ApprovalReason { get; private set; }
    public string? ExportedBy { get; private set; }
    public DateTime? ExportedAt { get; private set; }
    public string? ProfileName { get; private set; }
    public string? FileName { get; private set; }

    /// <summary>Of the file, 64 hexadecimal digits.</summary>
    public string? Sha256 { get; private set; }

    public string? AcknowledgedBy { get; private set; }
    public DateTime? AcknowledgedAt { get; private set; }

    /// <summary>What the general ledger called it.</summary>
    public string? Acknowledgement { get; private set; }

    public int Version { get; private set; }

    /// <summary>Throws when the person made the batch, and when it is no draft.</summary>
    public void Approve(Actor by, string reason, DateTime now)
    {
        if (by.StaffId == CreatedById) throw new InvalidOperationException($"{by.Name} made batch {Number} and cannot approve it.");
        Become(BatchState.Approved);
        (ApprovedById, ApprovedBy, ApprovedAt, ApprovalReason) = (by.StaffId, by.Name, now, reason);
    }

    /// <summary>Throws when it is not approved, or was exported before.</summary>
    public void Export(Actor by, string profileName, string fileName, string sha256, DateTime now)
    {
        Become(BatchState.Exported);
        (ExportedBy, ExportedAt, ProfileName, FileName, Sha256) = (by.Name, now, profileName, fileName, sha256);
    }

    /// <summary>The general ledger has taken it. Throws when it is not exported, or was acknowledged before.</summary>
    public void Acknowledge(Actor by, string acknowledgement, DateTime now)
    {
        Become(BatchState.Acknowledged);
        (AcknowledgedBy, AcknowledgedAt, Acknowledgement) = (by.Name, now, acknowledgement);
    }

    private void Become(BatchState state)
    {
        if (Next.GetValueOrDefault(State) != state || state == BatchState.Draft) throw new InvalidOperationException($"Batch {Number} is {State} and cannot become {state}.");
        State = state;
    }
}

public enum BatchState
{
    /// <summary>Made; somebody else must look at it.</summary>
    Draft,
    Approved,

    /// <summary>The file was made.</summary>
    Exported,

    /// <summary>The general ledger has taken it.</summary>
    Acknowledged,
}

internal sealed class ExportBatchConfiguration : IEntityTypeConfiguration<ExportBatch>
{
    public void Configure(EntityTypeBuilder<ExportBatch> builder)
    {
        builder.ToTable("finance_export_batch", t =>
        {
            t.HasCheckConstraint("CK_finance_export_batch_state", "\"State\" IN ('Draft', 'Approved', 'Exported', 'Acknowledged')");
            t.HasCheckConstraint("CK_finance_export_batch_people", "\"ApprovedById\" IS NULL OR \"ApprovedById\" <> \"CreatedById\"");
            t.HasCheckConstraint("CK_finance_export_batch_approved", "(\"State\" = 'Draft') = (\"ApprovedById\" IS NULL)");
            t.HasCheckConstraint("CK_finance_export_batch_amounts", "\"Number\" > 0 AND \"LineCount\" > 0 AND \"TotalPence\" > 0");
        });
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.CreatedBy).HasMaxLength(200);
        builder.Property(b => b.ApprovedBy).HasMaxLength(200);
        builder.Property(b => b.ApprovalReason).HasMaxLength(Reasons.Longest);
        builder.Property(b => b.ExportedBy).HasMaxLength(200);
        builder.Property(b => b.ProfileName).HasMaxLength(80);
        builder.Property(b => b.FileName).HasMaxLength(120);
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.Property(b => b.AcknowledgedBy).HasMaxLength(200);
        builder.Property(b => b.Acknowledgement).HasMaxLength(Reasons.Longest);
        builder.HasIndex(b => b.Number).IsUnique();
        builder.HasIndex(b => b.LastJournal);
    }
}
