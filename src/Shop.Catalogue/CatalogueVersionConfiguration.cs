using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

internal sealed class CatalogueVersionConfiguration : IEntityTypeConfiguration<CatalogueVersionRow>
{
    public void Configure(EntityTypeBuilder<CatalogueVersionRow> builder)
    {
        builder.ToTable("catalogue_version", t =>
        {
            t.HasCheckConstraint("CK_catalogue_version_one", "\"Id\" = 1");
            t.HasCheckConstraint("CK_catalogue_version_number", "\"Number\" >= 1");
        });
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        // Two imports at once: the later one starts again on what the first left.
        builder.Property(v => v.Number).IsConcurrencyToken();
        builder.Property(v => v.Reference).IsJson();
    }
}
