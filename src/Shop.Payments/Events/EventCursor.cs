using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Payments.Events;

/// <summary>
/// How far Stripe's list of events has been read; one row. Stripe keeps events for 30 days: whatever happened in a
/// longer silence can no longer be heard of, and stays written here as a gap until somebody has looked.
/// </summary>
internal sealed class EventCursor : IVersioned
{
    /// <summary>The only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Less than Stripe's 30 days, as its clock is not ours.</summary>
    public static readonly TimeSpan StripeKeeps = TimeSpan.FromDays(30) - TimeSpan.FromHours(1);

    private EventCursor() { }

    public int Id { get; private set; } = OnlyId;

    /// <summary>UTC; everything before it was read.</summary>
    public DateTime ReadUntil { get; private set; }

    /// <summary>UTC; null when nothing was missed, or all that was missed has been looked at.</summary>
    public DateTime? GapFrom { get; private set; }

    public DateTime? GapUntil { get; private set; }
    public int Version { get; set; }

    /// <summary>A shop that has not taken money yet has missed nothing.</summary>
    public static EventCursor Begin(DateTime now) => new() { ReadUntil = now };

    /// <summary>All up to <paramref name="until"/> was read. Does nothing when that is no news.</summary>
    public void Read(DateTime until)
    {
        if (until > ReadUntil) ReadUntil = until;
    }

    /// <summary>Notes what can no longer be read, before the rest is. Returns whether something new was missed.</summary>
    public bool NoteGap(DateTime now)
    {
        var oldest = now - StripeKeeps;
        if (ReadUntil >= oldest) return false;
        // A gap that is still open grows; it is not replaced.
        GapFrom ??= ReadUntil;
        GapUntil = oldest;
        ReadUntil = oldest;
        return true;
    }

    /// <summary>Somebody has compared the time of the gap with Stripe. False when there is none.</summary>
    public bool CloseGap()
    {
        if (GapFrom is null) return false;
        (GapFrom, GapUntil) = (null, null);
        return true;
    }
}

internal sealed class EventCursorConfiguration : IEntityTypeConfiguration<EventCursor>
{
    public void Configure(EntityTypeBuilder<EventCursor> builder)
    {
        builder.ToTable("payments_event_cursor", t =>
        {
            t.HasCheckConstraint("CK_payments_event_cursor_one", $"\"Id\" = {EventCursor.OnlyId}");
            t.HasCheckConstraint("CK_payments_event_cursor_gap", "(\"GapFrom\" IS NULL) = (\"GapUntil\" IS NULL)");
        });
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}
