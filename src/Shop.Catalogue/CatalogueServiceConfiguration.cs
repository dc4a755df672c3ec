using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

internal sealed class CatalogueServiceConfiguration : IEntityTypeConfiguration<CatalogueServiceRow>
{
    public void Configure(EntityTypeBuilder<CatalogueServiceRow> builder)
    {
        builder.ToTable("catalogue_service", t => t.HasCheckConstraint("CK_catalogue_service_version", "\"Version\" >= 1"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(60);
        builder.Property(s => s.Title).HasMaxLength(70);
        builder.Property(s => s.Definition).IsJson();
        builder.Property(s => s.Missing).IsJson();
    }
}
