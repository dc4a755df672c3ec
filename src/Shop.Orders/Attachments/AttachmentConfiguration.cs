using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Orders.Attachments;

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("orders_attachment", t =>
        {
            t.HasCheckConstraint("CK_orders_attachment_Bytes", "\"Bytes\" > 0");
            t.HasCheckConstraint("CK_orders_attachment_Sha256", "length(\"Sha256\") = 64");
        });
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.UploadId).HasMaxLength(100);
        builder.Property(a => a.FileName).HasMaxLength(SafeFileName.MaxLength);
        builder.Property(a => a.StoredName).HasMaxLength(32);
        builder.Property(a => a.Sha256).HasMaxLength(64);
        builder.HasIndex(a => new { a.DraftId, a.UploadId, a.Position }).IsUnique();
        builder.HasIndex(a => a.StoredName).IsUnique();
        builder.HasIndex(a => a.UploadedAt);
    }
}

/// <summary>The key to the attachment is restricting: a document cannot be swept while an order claims it in the same moment.</summary>
internal sealed class AttachmentClaimConfiguration : IEntityTypeConfiguration<AttachmentClaim>
{
    public void Configure(EntityTypeBuilder<AttachmentClaim> builder)
    {
        builder.ToTable("orders_attachment_claim");
        builder.HasKey(c => new { c.AttachmentId, c.LineId });
        builder.HasIndex(c => c.LineId);
        builder.HasIndex(c => c.OrderId);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(c => c.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(c => c.LineId).OnDelete(DeleteBehavior.Restrict);
    }
}
