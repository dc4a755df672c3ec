using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Notifications;

/// <summary>
/// An e-mail that is due because something happened, written in the transaction in which it happened. Sent later, by a
/// worker, once: the source can have only one message of a kind, and a copy sent again after a crash has the same Message-ID.
/// </summary>
internal sealed class Message
{
    private const int MostTries = 10;

    private Message() { }

    public Message(MessageKind kind, string sourceId, string to, string toName, string subject, string body, DateTime now, string host)
    {
        Id = Guid.CreateVersion7();
        Kind = kind;
        SourceId = sourceId;
        To = OneLine(to);
        ToName = OneLine(toName);
        Subject = OneLine(subject);
        Body = body;
        CreatedAt = now;
        NextTryAt = now;
        MessageId = $"{Id:N}@{host}";
    }

    public Guid Id { get; private set; }
    public MessageKind Kind { get; private set; }
    public string SourceId { get; private set; } = "";
    public string To { get; private set; } = "";
    public string ToName { get; private set; } = "";
    public string Subject { get; private set; } = "";

    /// <summary>Plain text; emptied once sent, because it holds keys to orders.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Without angle brackets; the same at every try.</summary>
    public string MessageId { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>Nobody tries any more; a person must look.</summary>
    public DateTime? GivenUpAt { get; private set; }

    public string? LastError { get; private set; }
    public int Tries { get; private set; }

    /// <summary>Tries whose outcome nobody recorded, because the shop was stopped in between.</summary>
    public int UnknownOutcomes { get; private set; }

    public DateTime NextTryAt { get; private set; }
    public Guid? LeaseId { get; private set; }
    public DateTime? LeasedUntil { get; private set; }

    public void MarkSent(DateTime now)
    {
        SentAt = now;
        Body = "";
        LastError = null;
        EndTry();
    }

    /// <summary>Tries again after 1, 8, 27 … minutes (the number of tries cubed), ten times in a day and a half; a refusal for good gives up at once.</summary>
    public void MarkFailed(string error, bool forGood, DateTime now)
    {
        EndTry();
        LastError = error;
        if (forGood || Tries >= MostTries) GivenUpAt = now;
        else NextTryAt = now + TimeSpan.FromMinutes(Tries * Tries * Tries);
    }

    /// <summary>Two tries ended without a recorded outcome: the reader may have it twice already.</summary>
    public void GiveUpAsUnknown(DateTime now)
    {
        EndTry();
        LastError = "stopped twice while sending";
        GivenUpAt = now;
    }

    private void EndTry()
    {
        UnknownOutcomes = 0;
        LeaseId = null;
        LeasedUntil = null;
    }

    /// <summary>What goes into a header has one line, whatever somebody typed as their name.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}

internal enum MessageKind { Receipt, NewOrder, OrderLapsed, LineRefused, LineFulfilled, OrderLink, NeedsAttention, PayLink, OrderRefunded, RefundPaidOtherwise }

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("notifications_message", t => t.HasCheckConstraint("CK_notifications_message_tries", "\"Tries\" >= 0 AND \"UnknownOutcomes\" >= 0"));
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.SourceId).HasMaxLength(120);
        builder.Property(m => m.To).HasMaxLength(254);
        builder.Property(m => m.ToName).HasMaxLength(300);
        builder.Property(m => m.Subject).HasMaxLength(300);
        builder.Property(m => m.MessageId).HasMaxLength(300);
        builder.Property(m => m.LastError).HasMaxLength(300);
        builder.HasIndex(m => new { m.Kind, m.SourceId }).IsUnique();
        builder.HasIndex(m => m.NextTryAt).HasFilter("\"SentAt\" IS NULL AND \"GivenUpAt\" IS NULL");
        builder.HasIndex(m => m.LeaseId);
    }
}
