using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal static class MoneyBackRows
{
    /// <summary>With everything the reducer looks at.</summary>
    public static IQueryable<Payment> WithMoney(this IQueryable<Payment> payments) => payments.Include("_attempts").Include("_refunds").Include("_disputes").AsSplitQuery();

    /// <summary>What the other modules are told about a refund as it stands.</summary>
    public static RefundChanged Changed(this RefundFacts refund, Payment payment, DateTime now) => new(
        refund.Id, payment.Id, payment.Reference, refund.ChargeId, refund.StripeRefundId, refund.AmountPence, refund.Origin, refund.State,
        refund.BalanceTransactionId, refund.FailureBalanceTransactionId, refund.FailureReason, now);
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("payments_refund", t =>
        {
            t.HasCheckConstraint("CK_payments_refund_amount", "\"AmountPence\" > 0");
            t.HasCheckConstraint("CK_payments_refund_at_stripe", "\"StripeRefundId\" IS NOT NULL OR \"State\" IN ('Requested', 'Failed')");
        });
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ChargeId).HasMaxLength(80);
        builder.Property(r => r.StripeRefundId).HasMaxLength(80);
        builder.HasIndex(r => r.StripeRefundId).IsUnique();
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.BalanceTransactionId).HasMaxLength(80);
        builder.Property(r => r.FailureBalanceTransactionId).HasMaxLength(80);
        builder.Property(r => r.FailureReason).HasMaxLength(80);
        builder.HasIndex(r => r.NextLookAt);
    }
}

internal sealed class DisputeConfiguration : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("payments_dispute", t => t.HasCheckConstraint("CK_payments_dispute_amount", "\"AmountPence\" >= 0"));
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(80).ValueGeneratedNever();
        builder.Property(d => d.ChargeId).HasMaxLength(80);
        builder.Property(d => d.Reason).HasMaxLength(80);
        builder.Property(d => d.BalanceTransactionIds).HasMaxLength(800);
        builder.HasIndex(d => d.NextLookAt);
    }
}
