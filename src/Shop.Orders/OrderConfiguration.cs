using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Orders;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders_order", t =>
        {
            t.HasCheckConstraint("CK_orders_order_State", "\"State\" IN ('AwaitingPayment','Paid','Fulfilled','Refused','Lapsed')");
            t.HasCheckConstraint("CK_orders_order_Amounts", "\"TotalPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"TotalPence\" AND \"RefundedPence\" >= 0 AND \"OtherMoneyPence\" >= 0");
            t.HasCheckConstraint("CK_orders_order_LinesLeft", "\"LinesLeft\" >= 0");
            t.HasCheckConstraint("CK_orders_order_Paid", "(\"PaidAt\" IS NULL) = (\"State\" IN ('AwaitingPayment','Lapsed'))");
        });
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Reference).HasConversion(r => r.Value, text => OrderReference.Parse(text)).HasMaxLength(9);
        builder.HasIndex(o => o.Reference).IsUnique();
        builder.Property(o => o.SourceKey).HasMaxLength(200);
        builder.HasIndex(o => o.SourceKey).IsUnique();
        builder.HasIndex(o => new { o.State, o.PayableUntil });
        builder.HasIndex(o => o.PaidAt);
        builder.HasIndex(o => o.ClosedAt);
        builder.ComplexProperty(o => o.Payer, payer =>
        {
            payer.Property(p => p.Name).HasMaxLength(200);
            payer.Property(p => p.Organisation).HasMaxLength(200);
            payer.Property(p => p.Email).HasMaxLength(254);
            payer.Property(p => p.Phone).HasMaxLength(40);
            payer.Property(p => p.Postcode).HasMaxLength(10);
            payer.Property(p => p.AddressLines).HasConversion(
                lines => JsonColumn.Write(lines), json => JsonColumn.Read<IReadOnlyList<string>>(json),
                new ValueComparer<IReadOnlyList<string>>((a, b) => JsonColumn.Write(a) == JsonColumn.Write(b), lines => JsonColumn.Write(lines).GetHashCode(StringComparison.Ordinal)));
        });
        builder.Property(o => o.AcceptedTerms).HasMaxLength(40);
        builder.Property(o => o.ChargeId).HasMaxLength(255);
        builder.Property(o => o.CardBrand).HasMaxLength(40);
        builder.Property(o => o.CardLast4).HasMaxLength(4);
        builder.Property(o => o.AttentionReason).HasMaxLength(500);
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.History).WithOne().HasForeignKey(h => h.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.OtherMoney).WithOne().HasForeignKey(m => m.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("orders_order_line", t =>
        {
            t.HasCheckConstraint("CK_orders_order_line_State", "\"State\" IN ('Waiting','ToDo','Fulfilled','Refused')");
            t.HasCheckConstraint("CK_orders_order_line_Amounts", "\"GrossPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"GrossPence\"");
            t.HasCheckConstraint("CK_orders_order_line_Closed", "(\"ClosedAt\" IS NULL) = (\"State\" IN ('Waiting','ToDo'))");
        });
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => new { l.OrderId, l.Position }).IsUnique();
        builder.HasIndex(l => new { l.TeamId, l.State, l.DueOn });
        builder.Property(l => l.ServiceId).HasMaxLength(100);
        builder.Property(l => l.Title).HasMaxLength(200);
        builder.Property(l => l.TeamId).HasMaxLength(100);
        builder.Property(l => l.TeamName).HasMaxLength(200);
        builder.Property(l => l.ClosedBy).HasMaxLength(200);
        builder.Property(l => l.RefusalReason).HasMaxLength(2000);
        builder.Property(l => l.Snapshot).IsJson();
        builder.HasMany(l => l.Charges).WithOne().HasForeignKey(c => c.LineId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderLineChargeConfiguration : IEntityTypeConfiguration<OrderLineCharge>
{
    public void Configure(EntityTypeBuilder<OrderLineCharge> builder)
    {
        builder.ToTable("orders_order_line_charge", t => t.HasCheckConstraint(
            "CK_orders_order_line_charge_Amounts", "\"GrossPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"GrossPence\" AND \"RefundDuePence\" BETWEEN 0 AND \"GrossPence\""));
        builder.HasKey(c => new { c.LineId, c.Position });
        builder.Property(c => c.ChargeId).HasMaxLength(100);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.VatCode).HasMaxLength(10);
        builder.Property(c => c.CostCentre).HasMaxLength(40);
        builder.Property(c => c.Subjective).HasMaxLength(40);
    }
}

internal sealed class OrderHistoryEntryConfiguration : IEntityTypeConfiguration<OrderHistoryEntry>
{
    public void Configure(EntityTypeBuilder<OrderHistoryEntry> builder)
    {
        builder.ToTable("orders_order_history");
        builder.HasKey(h => new { h.OrderId, h.Position });
        builder.Property(h => h.Position).ValueGeneratedNever();
        builder.Property(h => h.Detail).HasMaxLength(2100);
        builder.Property(h => h.By).HasMaxLength(200);
    }
}

internal sealed class OtherMoneyConfiguration : IEntityTypeConfiguration<OtherMoney>
{
    public void Configure(EntityTypeBuilder<OtherMoney> builder)
    {
        builder.ToTable("orders_other_money", t => t.HasCheckConstraint("CK_orders_other_money_Amount", "\"AmountPence\" > 0 AND \"RefundedPence\" BETWEEN 0 AND \"AmountPence\""));
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.ChargeId).HasMaxLength(255);
        builder.Property(m => m.Reason).HasMaxLength(500);
        builder.HasIndex(m => new { m.OrderId, m.ChargeId }).IsUnique();
        builder.HasIndex(m => m.TakenAt);
    }
}

internal sealed class OrderLinkConfiguration : IEntityTypeConfiguration<OrderLink>
{
    public void Configure(EntityTypeBuilder<OrderLink> builder)
    {
        builder.ToTable("orders_order_link");
        builder.HasKey(l => l.TokenHash);
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => new { l.OrderId, l.Purpose, l.IssuedAt });
        builder.HasIndex(l => l.ExpiresAt);
        builder.HasOne<Order>().WithMany().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderSearchConfiguration : IEntityTypeConfiguration<OrderSearch>
{
    public void Configure(EntityTypeBuilder<OrderSearch> builder)
    {
        builder.ToTable("orders_order_search");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Reference).HasMaxLength(9);
        builder.HasIndex(s => new { s.Reference, s.At });
        builder.HasIndex(s => s.At);
    }
}
