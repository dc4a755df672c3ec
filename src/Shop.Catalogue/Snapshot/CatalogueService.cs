using Shop.Catalogue.Definitions;
using Shop.Catalogue.Pricing;

namespace Shop.Catalogue.Snapshot;

/// <summary>A service that is not withdrawn.</summary>
internal sealed class CatalogueService(int version, ServiceDefinition definition, IReadOnlyList<string> missing)
{
    private readonly Lazy<PriceRange> _prices = new(() => PriceRange.Of(definition));

    public string Id => Definition.Id;
    public int Version { get; } = version;
    public ServiceDefinition Definition { get; } = definition;

    /// <summary>What keeps it offline; empty when it is sold online.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;

    public bool IsOnline => Missing.Count == 0;

    /// <summary>Worked out once: it looks at every combination.</summary>
    public PriceRange Prices => _prices.Value;
}
