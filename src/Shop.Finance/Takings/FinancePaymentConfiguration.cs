using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Takings;

internal sealed class FinancePaymentConfiguration : IEntityTypeConfiguration<FinancePayment>
{
    public void Configure(EntityTypeBuilder<FinancePayment> builder)
    {
        builder.ToTable("finance_payment", t =>
        {
            t.HasCheckConstraint("CK_finance_payment_amounts", "\"GrossPence\" >= 0 AND \"RefundedPence\" >= 0 AND (\"FeePence\" IS NULL OR \"FeePence\" >= 0)");
            t.HasCheckConstraint("CK_finance_payment_state", "\"State\" IN ('Announced', 'Paid', 'PartlyRefunded', 'Refunded')");
            t.HasCheckConstraint("CK_finance_payment_paid", "(\"State\" = 'Announced') = (\"PaidAt\" IS NULL)");
        });
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Reference).HasMaxLength(40);
        builder.Property(p => p.PayerName).HasMaxLength(300);
        builder.Property(p => p.PayerEmail).HasMaxLength(254);
        builder.Property(p => p.EmailKey).HasMaxLength(254);
        builder.Property(p => p.BalanceTransactionId).HasMaxLength(100);
        builder.Property(p => p.ChargeId).HasMaxLength(100);
        builder.Property(p => p.CardBrand).HasMaxLength(40);
        builder.Property(p => p.CardLast4).HasMaxLength(4);
        builder.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Reference).IsUnique();
        builder.HasIndex(p => p.OrderId).IsUnique();
        builder.HasIndex(p => new { p.PaidAt, p.Id });
        builder.HasIndex(p => new { p.FinancialDate, p.PaidAt, p.Id });
        // What people search by, each newest first: thousands may have paid the same price.
        builder.HasIndex(p => new { p.EmailKey, p.PaidAt, p.Id });
        builder.HasIndex(p => new { p.CardLast4, p.PaidAt, p.Id });
        builder.HasIndex(p => new { p.GrossPence, p.PaidAt, p.Id });
        builder.HasIndex(p => p.ChargeId);
        builder.HasIndex(p => p.BalanceTransactionId);
        // What the list can be narrowed to; few of the payments.
        builder.HasIndex(p => new { p.PaidAt, p.Id }, "IX_finance_payment_refunded").HasFilter("\"RefundedPence\" > 0");
        builder.HasIndex(p => new { p.PaidAt, p.Id }, "IX_finance_payment_without_fee").HasFilter("\"FeePence\" IS NULL");
        // The sums of days, read from the index alone.
        builder.HasIndex(p => new { p.FinancialDate, p.GrossPence, p.RefundedPence, p.FeePence });
    }
}

internal sealed class FinancePaymentLineConfiguration : IEntityTypeConfiguration<FinancePaymentLine>
{
    public void Configure(EntityTypeBuilder<FinancePaymentLine> builder)
    {
        builder.ToTable("finance_payment_line", t => t.HasCheckConstraint("CK_finance_payment_line_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\""));
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.ServiceId).HasMaxLength(60);
        builder.Property(l => l.ServiceTitle).HasMaxLength(200);
        builder.Property(l => l.ChargeId).HasMaxLength(60);
        builder.Property(l => l.ChargeName).HasMaxLength(200);
        builder.Property(l => l.CostCentre).HasMaxLength(40);
        builder.Property(l => l.Subjective).HasMaxLength(40);
        builder.Property(l => l.VatCode).HasMaxLength(10);
        builder.HasIndex(l => new { l.PaymentId, l.Place }).IsUnique();
        // The totals of days, read from the index alone.
        builder.HasIndex(l => new { l.FinancialDate, l.CostCentre, l.Subjective, l.VatCode, l.NetPence, l.VatPence, l.GrossPence }).HasDatabaseName("IX_finance_payment_line_totals");
    }
}
