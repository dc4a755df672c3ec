using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Insight;

/// <summary>One search, without anything that tells who searched.</summary>
internal sealed class Search(string text, int hits, DateTime at)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Lower case; what could be personal is masked by "#".</summary>
    public string Text { get; private set; } = text;

    public int Hits { get; private set; } = hits;
    public DateTime At { get; private set; } = at;
}

internal sealed class SearchConfiguration : IEntityTypeConfiguration<Search>
{
    public void Configure(EntityTypeBuilder<Search> builder)
    {
        builder.ToTable("insight_search", t => t.HasCheckConstraint("CK_insight_search_hits", "\"Hits\" >= 0"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Text).HasMaxLength(SearchText.Longest);
        builder.HasIndex(s => new { s.At, s.Text });
    }
}
