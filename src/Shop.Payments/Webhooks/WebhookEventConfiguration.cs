using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Payments.Webhooks;

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("payments_webhook_event", t =>
            t.HasCheckConstraint("CK_payments_webhook_event_waits", "(\"State\" = 'Received') = (\"NextTryAt\" IS NOT NULL)"));
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.EventId).HasMaxLength(255);
        builder.HasIndex(e => e.EventId).IsUnique();
        builder.Property(e => e.Type).HasMaxLength(120);
        builder.Property(e => e.Note).HasMaxLength(400);
        builder.HasIndex(e => e.NextTryAt);
        builder.HasIndex(e => new { e.State, e.ReceivedAt });
    }
}
