using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>One thing somebody did. Triggers forbid changing or deleting it.</summary>
internal sealed class AuditEntry
{
    private AuditEntry() { }

    public AuditEntry(Audited audited, DateTime now)
    {
        Id = Guid.CreateVersion7();
        At = now;
        StaffId = audited.Actor?.StaffId;
        Who = audited.Actor?.Name ?? "the shop";
        What = audited.What;
        Subject = audited.Subject;
        Before = audited.Before;
        After = audited.After;
        Reason = audited.Reason;
    }

    public Guid Id { get; private set; }
    public DateTime At { get; private set; }
    public Guid? StaffId { get; private set; }
    public string Who { get; private set; } = "";
    public string What { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string? Before { get; private set; }
    public string? After { get; private set; }
    public string? Reason { get; private set; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("accounts_audit");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Who).HasMaxLength(200);
        builder.Property(e => e.What).HasMaxLength(100);
        builder.Property(e => e.Subject).HasMaxLength(300);
        builder.Property(e => e.Before).HasMaxLength(2000);
        builder.Property(e => e.After).HasMaxLength(2000);
        builder.Property(e => e.Reason).HasMaxLength(500);
        builder.HasIndex(e => new { e.At, e.Id });
    }
}

internal sealed class WriteAuditEntryOnAudited(ShopDbContext db, TimeProvider clock) : INotificationHandler<Audited>
{
    public Task Handle(Audited notification, CancellationToken cancellationToken)
    {
        db.Add(new AuditEntry(notification, clock.UtcNow()));
        return Task.CompletedTask;
    }
}
