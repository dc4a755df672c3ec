using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Checkout;

internal sealed class GuestDetailsConfiguration : IEntityTypeConfiguration<GuestDetails>
{
    public void Configure(EntityTypeBuilder<GuestDetails> builder)
    {
        builder.ToTable("checkout_guest_details");
        builder.HasKey(d => d.BasketId);
        builder.Property(d => d.BasketId).HasMaxLength(64);
        builder.Property(d => d.Name).HasMaxLength(ContactRules.MostName);
        builder.Property(d => d.Organisation).HasMaxLength(ContactRules.MostName);
        builder.Property(d => d.Email).HasMaxLength(ContactRules.MostEmail);
        builder.Property(d => d.Phone).HasMaxLength(ContactRules.MostPhone);
        builder.Property(d => d.AddressLine1).HasMaxLength(ContactRules.MostAddressLine);
        builder.Property(d => d.AddressLine2).HasMaxLength(ContactRules.MostAddressLine);
        builder.Property(d => d.Town).HasMaxLength(ContactRules.MostAddressLine);
        builder.Property(d => d.Postcode).HasMaxLength(10);
        builder.HasIndex(d => d.ExpiresAt);
    }
}

internal sealed class PlacedOrderConfiguration : IEntityTypeConfiguration<PlacedOrder>
{
    public void Configure(EntityTypeBuilder<PlacedOrder> builder)
    {
        builder.ToTable("checkout_placed_order", t => t.HasCheckConstraint("CK_checkout_placed_order_number", "\"Number\" > 0"));
        builder.HasKey(o => o.OrderId);
        builder.Property(o => o.OrderId).ValueGeneratedNever();
        builder.Property(o => o.BasketId).HasMaxLength(64);
        builder.Property(o => o.ContentHash).HasMaxLength(64);
        builder.Property(o => o.Reference).HasMaxLength(20);
        builder.Property(o => o.LineIds).IsJson();
        // Two tabs that place different contents at once: one of them loses, starts again and becomes the later one.
        builder.HasIndex(o => new { o.BasketId, o.Number }).IsUnique();
        builder.HasIndex(o => o.PlacedAt);
    }
}
