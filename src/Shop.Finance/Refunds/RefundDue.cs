using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>Money a team's refusal gives back, to be paid by finance. Amounts in pence.</summary>
internal sealed class RefundDue : IVersioned
{
    private RefundDue() { }

    public RefundDue(OrderLineRefused line)
    {
        Id = Guid.CreateVersion7();
        OrderId = line.OrderId;
        OrderLineId = line.LineId;
        Reference = line.Reference.Value;
        Title = line.Line.Title;
        PaidPence = line.Line.GrossPence;
        AmountPence = line.RefundDuePence;
        Reason = line.Reason;
        RefusedAt = line.RefusedAt;
        RefusedBy = line.RefusedBy;
        ChargeIds = line.RefundedChargeIds is null ? null : string.Join('\n', line.RefundedChargeIds);
    }

    public Guid Id { get; private set; }
    public Guid OrderId { get; private set; }
    public Guid OrderLineId { get; private set; }
    public string Reference { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>What was paid for the line.</summary>
    public long PaidPence { get; private set; }

    /// <summary>What goes back.</summary>
    public long AmountPence { get; private set; }

    public string Reason { get; private set; } = "";
    public DateTime RefusedAt { get; private set; }
    public string RefusedBy { get; private set; } = "";
    /// <summary>The charges of the line that go back, a line each; null: all of them.</summary>
    public string? ChargeIds { get; private set; }

    public IReadOnlyCollection<string>? Charges => ChargeIds?.Split('\n');

    /// <summary>The refund that settles it; null when it was settled another way.</summary>
    public Guid? RefundId { get; private set; }

    public DateTime? DoneAt { get; private set; }
    public string? DoneBy { get; private set; }
    public string? DoneNote { get; private set; }
    public int Version { get; private set; }

    /// <summary>An officer gives it back through Stripe. Throws when it is done already.</summary>
    public void GiveBack(Guid refundId, Actor by, DateTime now)
    {
        Finish(by, $"Refund {refundId}", now);
        RefundId = refundId;
    }

    /// <summary>An officer paid it by bank transfer or cheque. Throws when it is done already.</summary>
    public void PaidOtherwise(Guid refundId, Actor by, string note, DateTime now)
    {
        Finish(by, note, now);
        RefundId = refundId;
    }

    /// <summary>The refund was declined: it is due again.</summary>
    public void Reopen() => (DoneAt, DoneBy, DoneNote, RefundId) = (null, null, null, null);

    /// <summary>Records that the money went back, and how. Throws when it is done already.</summary>
    public void Finish(Actor by, string note, DateTime now)
    {
        if (DoneAt is not null) throw new InvalidOperationException($"Refund {Id} is done already.");
        DoneAt = now;
        DoneBy = by.Name;
        DoneNote = note;
    }
}

internal sealed class RefundDueConfiguration : IEntityTypeConfiguration<RefundDue>
{
    public void Configure(EntityTypeBuilder<RefundDue> builder)
    {
        builder.ToTable("finance_refund_due", t => t.HasCheckConstraint("CK_finance_refund_due_amount", "\"AmountPence\" > 0 AND \"AmountPence\" <= \"PaidPence\""));
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Reference).HasMaxLength(40);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.Ignore(r => r.Charges);
        builder.Property(r => r.ChargeIds).HasMaxLength(2000);
        builder.HasIndex(r => r.RefundId).IsUnique();
        builder.Property(r => r.Reason).HasMaxLength(2000);
        builder.Property(r => r.RefusedBy).HasMaxLength(200);
        builder.Property(r => r.DoneBy).HasMaxLength(200);
        builder.Property(r => r.DoneNote).HasMaxLength(500);
        builder.HasIndex(r => r.OrderLineId).IsUnique();
        builder.HasIndex(r => r.Reference);
        builder.HasIndex(r => new { r.DoneAt, r.RefusedAt });
    }
}

/// <summary>Lists the refund once a line, and only where there is something to give back.</summary>
internal sealed class ListRefundOnOrderLineRefused(ShopDbContext db) : INotificationHandler<OrderLineRefused>
{
    public async Task Handle(OrderLineRefused notification, CancellationToken cancellationToken)
    {
        if (notification.RefundDuePence == 0 || db.Set<RefundDue>().Local.Any(r => r.OrderLineId == notification.LineId)) return;
        if (!await db.Set<RefundDue>().AnyAsync(r => r.OrderLineId == notification.LineId, cancellationToken)) db.Add(new RefundDue(notification));
    }
}
