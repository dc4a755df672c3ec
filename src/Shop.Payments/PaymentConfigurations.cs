using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Payments;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments_payment", t =>
        {
            t.HasCheckConstraint("CK_payments_payment_amount", "\"AmountPence\" >= 30");
            t.HasCheckConstraint("CK_payments_payment_refunded", "\"RefundedPence\" >= 0 AND \"RefundedPence\" <= \"CapturedPence\"");
            t.HasCheckConstraint("CK_payments_payment_paid", "\"State\" <> 'Paid' OR (\"CapturedPence\" >= \"AmountPence\" AND \"ChargeId\" IS NOT NULL AND \"PaidAt\" IS NOT NULL)");
            t.HasCheckConstraint("CK_payments_payment_money_seen", "\"CapturedPence\" = 0 OR \"State\" = 'Paid' OR \"AttentionReason\" IS NOT NULL");
        });
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Reference).HasMaxLength(40);
        builder.HasIndex(p => p.Reference).IsUnique();
        builder.Property(p => p.Terms).IsJson();
        builder.Property(p => p.ChargeId).HasMaxLength(80);
        builder.HasIndex(p => p.ChargeId).IsUnique();
        builder.Property(p => p.PaymentIntentId).HasMaxLength(80);
        builder.Property(p => p.BalanceTransactionId).HasMaxLength(80);
        builder.Property(p => p.CardBrand).HasMaxLength(40);
        builder.Property(p => p.CardLast4).HasMaxLength(4);
        builder.Property(p => p.AttentionReason).HasMaxLength(1000);
        builder.Ignore(p => p.Attempts);
        builder.Ignore(p => p.LatestAttempt);
        builder.Ignore(p => p.Refunds);
        builder.Ignore(p => p.Disputes);
        builder.HasMany<PaymentAttempt>("_attempts").WithOne().HasForeignKey(a => a.PaymentId);
        builder.HasMany<Refund>("_refunds").WithOne().HasForeignKey(r => r.PaymentId);
        builder.HasMany<Dispute>("_disputes").WithOne().HasForeignKey(d => d.PaymentId);
        builder.HasMany<PaymentChange>("_changes").WithOne().HasForeignKey(c => c.PaymentId);
    }
}

internal sealed class PaymentAttemptConfiguration : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payments_attempt", t =>
        {
            t.HasCheckConstraint("CK_payments_attempt_number", "\"Number\" >= 1");
            t.HasCheckConstraint("CK_payments_attempt_refunded", "\"RefundedPence\" >= 0 AND \"RefundedPence\" <= \"CapturedPence\"");
            t.HasCheckConstraint("CK_payments_attempt_open", "\"State\" <> 'Open' OR \"SessionId\" IS NOT NULL");
        });
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.PaymentId, a.Number }).IsUnique();
        // Two tabs, two processes: one session under way at a time, whatever the code above believes.
        builder.HasIndex(a => a.PaymentId, "IX_payments_attempt_one_live").IsUnique().HasFilter("\"State\" IN ('Preparing', 'Open')");
        builder.Property(a => a.IdempotencyKey).HasMaxLength(255);
        builder.HasIndex(a => a.IdempotencyKey).IsUnique();
        builder.Property(a => a.Request).IsJson();
        builder.Property(a => a.SessionId).HasMaxLength(120);
        builder.HasIndex(a => a.SessionId).IsUnique();
        builder.Property(a => a.Url).HasMaxLength(2000);
        builder.Property(a => a.PaymentIntentId).HasMaxLength(80);
        builder.HasIndex(a => a.PaymentIntentId).IsUnique();
        builder.Property(a => a.ChargeId).HasMaxLength(80);
        builder.HasIndex(a => a.ChargeId).IsUnique();
        builder.Property(a => a.BalanceTransactionId).HasMaxLength(80);
        builder.Property(a => a.CardBrand).HasMaxLength(40);
        builder.Property(a => a.CardLast4).HasMaxLength(4);
        builder.Property(a => a.FailureCode).HasMaxLength(80);
        builder.Property(a => a.DeclineCode).HasMaxLength(80);
        builder.Property(a => a.Misfit).HasMaxLength(400);
        builder.HasIndex(a => a.NextLookAt);
    }
}

internal sealed class PaymentChangeConfiguration : IEntityTypeConfiguration<PaymentChange>
{
    public void Configure(EntityTypeBuilder<PaymentChange> builder)
    {
        builder.ToTable("payments_change");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.PaymentId, c.Number }).IsUnique();
        builder.Property(c => c.Detail).HasMaxLength(400);
    }
}
