using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Disputes;

/// <summary>A payer's bank takes a payment back, or asks about it. Amounts in pence; fees are known from Stripe's balance transactions only.</summary>
internal sealed class FinanceDispute : IVersioned
{
    private FinanceDispute() { }

    public FinanceDispute(DisputeChanged dispute, string reference)
    {
        Id = dispute.DisputeId;
        Reference = reference;
        ChargeId = dispute.ChargeId;
        OpenedAt = dispute.At;
        Follow(dispute);
    }

    /// <summary>Stripe's.</summary>
    public string Id { get; private set; } = "";

    public string Reference { get; private set; } = "";
    public string ChargeId { get; private set; } = "";
    public long AmountPence { get; private set; }

    /// <summary>Stripe's word.</summary>
    public string Reason { get; private set; } = "";

    public DisputeState State { get; private set; }
    public bool IsInquiry { get; private set; }

    /// <summary>UTC; until when evidence may be sent in Stripe's dashboard.</summary>
    public DateTime? EvidenceDueBy { get; private set; }

    public DateTime OpenedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public int Version { get; private set; }

    public void Follow(DisputeChanged dispute) => (AmountPence, Reason, State, IsInquiry, EvidenceDueBy, ChangedAt) =
        (dispute.AmountPence, dispute.Reason, dispute.State, dispute.IsInquiry, dispute.EvidenceDueBy, dispute.At);
}

internal sealed class FinanceDisputeConfiguration : IEntityTypeConfiguration<FinanceDispute>
{
    public void Configure(EntityTypeBuilder<FinanceDispute> builder)
    {
        builder.ToTable("finance_dispute");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(100).ValueGeneratedNever();
        builder.Property(d => d.Reference).HasMaxLength(40);
        builder.Property(d => d.ChargeId).HasMaxLength(100);
        builder.Property(d => d.Reason).HasMaxLength(100);
        builder.HasIndex(d => d.Reference);
        builder.HasIndex(d => d.AmountPence);
        builder.HasIndex(d => new { d.State, d.EvidenceDueBy });
    }
}

/// <summary>Keeps finance's disputes as Payments has them; each change is in the audit log, as money moves with it.</summary>
internal sealed class RecordDisputes(ShopDbContext db, IMediator mediator) : INotificationHandler<DisputeChanged>
{
    public async Task Handle(DisputeChanged notification, CancellationToken cancellationToken)
    {
        var reference = OrderReference.TryParse(notification.Reference, out var parsed) ? parsed.Value : notification.Reference;
        var dispute = await db.Set<FinanceDispute>().FindAsync([notification.DisputeId], cancellationToken);
        var before = dispute?.State;
        if (dispute is null) db.Add(new FinanceDispute(notification, reference));
        else dispute.Follow(notification);
        if (before == notification.State) return;
        await mediator.Publish(
            new Audited(null, "was told of a dispute", $"order {reference}, dispute {notification.DisputeId}", before?.ToString(), $"{new Money(notification.AmountPence)}, {notification.State}", notification.Reason),
            cancellationToken);
    }
}
