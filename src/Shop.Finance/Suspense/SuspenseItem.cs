using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Suspense;

/// <summary>
/// Money that nobody can explain yet, whatever its kind: what it is, how old it is, who looks after it. It never goes
/// away by itself: somebody clears it with a reason, or what was missing turns up. Amounts in pence.
/// </summary>
internal sealed class SuspenseItem : IVersioned
{
    private SuspenseItem() { }

    /// <param name="amountPence">Above zero: money the council has and cannot place; below: money that went and cannot be placed.</param>
    /// <param name="since">The London day its age is counted from.</param>
    public SuspenseItem(SuspenseSource source, string sourceId, long amountPence, string why, DateOnly since, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Source = source;
        SourceId = sourceId;
        AmountPence = amountPence;
        Why = why;
        Since = since;
        OpenedAt = now;
        State = SuspenseState.Open;
    }

    public Guid Id { get; private set; }
    public SuspenseSource Source { get; private set; }

    /// <summary>What it is about, in the words of its source: a bank line's id, a payout's, a charge's, a balance transaction's.</summary>
    public string SourceId { get; private set; } = "";

    /// <summary>What is left of it; of a cleared one, what was cleared.</summary>
    public long AmountPence { get; private set; }

    public string Why { get; private set; } = "";
    public DateOnly Since { get; private set; }
    public DateTime OpenedAt { get; private set; }
    public Guid? OwnerId { get; private set; }
    public string? OwnerName { get; private set; }
    public SuspenseState State { get; private set; }
    public DateTime? ClearedAt { get; private set; }

    /// <summary>Null when the shop cleared it, because what was missing turned up.</summary>
    public string? ClearedBy { get; private set; }

    public string? ClearedWhy { get; private set; }
    public int Version { get; private set; }

    /// <summary>Makes somebody its owner. Throws when it is cleared.</summary>
    public void GiveTo(Actor owner)
    {
        MustBe(SuspenseState.Open);
        OwnerId = owner.StaffId;
        OwnerName = owner.Name;
    }

    /// <summary>Some of the money went: the rest stays on the list. Throws when it is cleared, or nothing would be left of it.</summary>
    /// <param name="pence">Less than the amount, which is above zero.</param>
    public void Shorten(long pence)
    {
        MustBe(SuspenseState.Open);
        if (pence <= 0 || pence >= AmountPence) throw new ArgumentOutOfRangeException(nameof(pence), pence, $"Suspense item {Id} has {AmountPence}p.");
        AmountPence -= pence;
    }

    /// <summary>Takes it off the list. Throws when it is off already.</summary>
    /// <param name="by">Null when the shop did it.</param>
    public void Clear(Actor? by, string why, DateTime now)
    {
        MustBe(SuspenseState.Open);
        State = SuspenseState.Cleared;
        ClearedAt = now;
        ClearedBy = by?.Name;
        ClearedWhy = why;
    }

    /// <summary>Puts it back on the list, with its old age. Throws when it is on it.</summary>
    public void Reopen()
    {
        MustBe(SuspenseState.Cleared);
        State = SuspenseState.Open;
        ClearedAt = null;
        ClearedBy = null;
        ClearedWhy = null;
    }

    private void MustBe(SuspenseState state)
    {
        if (State != state) throw new InvalidOperationException($"Suspense item {Id} is {State}, not {state}.");
    }
}

/// <summary>What a member of staff wrote about an item. Never changed.</summary>
internal sealed class SuspenseNote(Guid itemId, string text, string by, DateTime at)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ItemId { get; private set; } = itemId;
    public string Text { get; private set; } = text;
    public string By { get; private set; } = by;
    public DateTime At { get; private set; } = at;
}

/// <summary>Where unexplained money was met.</summary>
public enum SuspenseSource
{
    /// <summary>A bank line that no payout explains; the id is the line's.</summary>
    BankLine,

    /// <summary>What a match leaves over or short, such as a charge of the bank; the id is the match's.</summary>
    MatchDifference,

    /// <summary>A payout that did not reach the bank in time; the id is the payout's (po_).</summary>
    MissingPayout,

    /// <summary>A payout whose transactions do not add up to it; the id is the payout's (po_).</summary>
    PayoutDifference,

    /// <summary>A balance transaction that belongs to nothing known; the id is its own (txn_).</summary>
    StripeTransaction,

    /// <summary>
    /// Money of a resident that came twice, late, or for nothing; the id is the charge's (ch_), or the refund's (re_) where it was given back and
    /// that failed. Below zero: given back after it was put on codes; the id is the journal's source (refund:re_).
    /// </summary>
    StrayMoney,
}

public enum SuspenseState { Open, Cleared }

internal sealed class SuspenseItemConfiguration : IEntityTypeConfiguration<SuspenseItem>
{
    public void Configure(EntityTypeBuilder<SuspenseItem> builder)
    {
        builder.ToTable("finance_suspense_item", t =>
        {
            t.HasCheckConstraint("CK_finance_suspense_item_state", "\"State\" IN ('Open', 'Cleared')");
            t.HasCheckConstraint("CK_finance_suspense_item_cleared", "(\"State\" = 'Cleared') = (\"ClearedAt\" IS NOT NULL)");
            t.HasCheckConstraint("CK_finance_suspense_item_amount", "\"AmountPence\" <> 0");
        });
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SourceId).HasMaxLength(100);
        builder.Property(s => s.Why).HasMaxLength(500);
        builder.Property(s => s.OwnerName).HasMaxLength(200);
        builder.Property(s => s.ClearedBy).HasMaxLength(200);
        builder.Property(s => s.ClearedWhy).HasMaxLength(Reasons.Longest);
        builder.HasIndex(s => new { s.Source, s.SourceId }).IsUnique();
        builder.HasIndex(s => s.SourceId);
        builder.HasIndex(s => s.AmountPence);
        builder.HasIndex(s => new { s.Since, s.State });
        builder.HasIndex(s => new { s.State, s.Since, s.Id });
    }
}

internal sealed class SuspenseNoteConfiguration : IEntityTypeConfiguration<SuspenseNote>
{
    public void Configure(EntityTypeBuilder<SuspenseNote> builder)
    {
        builder.ToTable("finance_suspense_note");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(Reasons.Longest);
        builder.Property(n => n.By).HasMaxLength(200);
        builder.HasOne<SuspenseItem>().WithMany().HasForeignKey(n => n.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.ItemId, n.At });
    }
}
