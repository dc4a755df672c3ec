using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Baskets;

internal sealed class BasketConfiguration : IEntityTypeConfiguration<Basket>
{
    public void Configure(EntityTypeBuilder<Basket> builder)
    {
        builder.ToTable("baskets_basket", t => t.HasCheckConstraint("CK_baskets_basket_expires", "\"ExpiresAt\" > \"CreatedAt\""));
        builder.Property(b => b.Id).HasMaxLength(64);
        builder.HasIndex(b => b.ExpiresAt);
        builder.HasMany(b => b.Lines).WithOne().HasForeignKey(l => l.BasketId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(b => b.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class BasketLineConfiguration : IEntityTypeConfiguration<BasketLine>
{
    public void Configure(EntityTypeBuilder<BasketLine> builder)
    {
        builder.ToTable("baskets_line", t => t.HasCheckConstraint("CK_baskets_line_position", "\"Position\" > 0"));
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Snapshot).IsJson();
        builder.Property(l => l.Fields).IsJson();
        builder.HasIndex(l => new { l.BasketId, l.FormId }).IsUnique();
    }
}
