using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>
/// How far Stripe's balance has been read; one row. A reading goes from the newest transaction back to a moment; where it
/// stands is kept with every batch, so that a stop in the middle of a million costs one batch. The next reading begins an
/// hour before the last one began: Stripe's clock is not ours, and reading a row twice changes nothing.
/// </summary>
internal sealed class StripeCursor : IVersioned
{
    /// <summary>The only row.</summary>
    public const int OnlyId = 1;

    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private StripeCursor() { }

    public int Id { get; private set; } = OnlyId;

    /// <summary>UTC; everything created before it is here. Null until the first reading has reached the beginning.</summary>
    public DateTime? ReadUntil { get; private set; }

    /// <summary>When the reading under way began; null when none is.</summary>
    public DateTime? ReadingSince { get; private set; }

    /// <summary>The last transaction of the reading under way that is stored.</summary>
    public string? ReadingAfter { get; private set; }

    /// <summary>Every payout created before it was listed once.</summary>
    public DateTime? PayoutsUntil { get; private set; }

    /// <summary>Stripe's own balance when it was asked last, in pence; null before.</summary>
    public long? AvailablePence { get; private set; }

    public long? PendingPence { get; private set; }

    /// <summary>The sum of all that was imported at the same moment.</summary>
    public long? ImportedNetPence { get; private set; }

    public DateTime? BalanceAt { get; private set; }

    /// <summary>When every row of every day was compared last.</summary>
    public DateTime? ProvedAllAt { get; private set; }

    public int Version { get; private set; }

    public static StripeCursor Begin() => new();

    /// <summary>Where the reading under way goes down to; null for the beginning of all.</summary>
    public DateTime? ReadingFrom => ReadUntil - Overlap;

    /// <summary>Begins a reading, or goes on with the one under way. It is known by its time, so that is kept as both databases give it back: in whole milliseconds.</summary>
    public void StartReading(DateTime now)
    {
        if (ReadingSince is null) (ReadingSince, ReadingAfter) = (now.WholeMilliseconds(), null);
    }

    /// <summary>Does nothing for a reading that another process has finished.</summary>
    public void Read(DateTime reading, string lastTransactionId)
    {
        if (ReadingSince == reading) ReadingAfter = lastTransactionId;
    }

    /// <summary>Everything was read. Does nothing for a reading that another process has finished.</summary>
    public void FinishReading(DateTime reading)
    {
        if (ReadingSince == reading) (ReadUntil, ReadingSince, ReadingAfter) = (reading, null, null);
    }

    public void FinishPayouts(DateTime until)
    {
        if (PayoutsUntil is null || until > PayoutsUntil) PayoutsUntil = until;
    }

    public void NoteBalance(long availablePence, long pendingPence, long importedNetPence, DateTime now) =>
        (AvailablePence, PendingPence, ImportedNetPence, BalanceAt) = (availablePence, pendingPence, importedNetPence, now);

    public void NoteProofOfAll(DateTime now) => ProvedAllAt = now;
}

internal sealed class StripeCursorConfiguration : IEntityTypeConfiguration<StripeCursor>
{
    public void Configure(EntityTypeBuilder<StripeCursor> builder)
    {
        builder.ToTable("finance_stripe_cursor", t => t.HasCheckConstraint("CK_finance_stripe_cursor_one", $"\"Id\" = {StripeCursor.OnlyId}"));
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.ReadingAfter).HasMaxLength(100);
        builder.Ignore(c => c.ReadingFrom);
    }
}
