using System.Collections.Frozen;
using Shop.Catalogue.AToZ;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Search;
using Shop.Kernel.Time;

namespace Shop.Catalogue.Snapshot;

/// <summary>One version of the whole catalogue in memory. Never changed: a new version is a new snapshot.</summary>
internal sealed class CatalogueSnapshot
{
    /// <summary>Before the first import.</summary>
    public static readonly CatalogueSnapshot Empty = new(0, null, []);

    private readonly Lazy<SearchIndex> _index;
    private readonly Lazy<AToZIndex> _aToZ;

    public CatalogueSnapshot(int version, ReferenceData? reference, IReadOnlyList<CatalogueService> services)
    {
        Version = version;
        Council = reference?.Council;
        Categories = reference?.Categories ?? [];
        Teams = (reference?.Teams ?? []).ToFrozenDictionary(t => t.Id);
        VatCodes = (reference?.VatCodes ?? []).ToFrozenDictionary(c => c.Code);
        WorkingDays = new WorkingDays((reference?.BankHolidays ?? []).Select(h => h.Date));
        Services = services.ToFrozenDictionary(s => s.Id);
        ByTitle = [.. services.OrderBy(s => s.Definition.Title, StringComparer.OrdinalIgnoreCase)];
        MostUsed = [.. (reference?.MostUsed ?? []).Where(Services.ContainsKey).Select(id => Services[id])];
        Synonyms = reference?.Synonyms ?? [];
        Ledger = reference?.Ledger ?? new Ledger([], []);
        ExportProfiles = reference?.ExportProfiles ?? [];
        _index = new Lazy<SearchIndex>(() => SearchIndex.Build(ByTitle, Synonyms));
        _aToZ = new Lazy<AToZIndex>(() => AToZIndex.Build(ByTitle, Synonyms));
    }

    public int Version { get; }
    public Council? Council { get; }
    public IReadOnlyList<Category> Categories { get; }
    public FrozenDictionary<string, Team> Teams { get; }
    public FrozenDictionary<string, VatCode> VatCodes { get; }
    public WorkingDays WorkingDays { get; }
    public IReadOnlyList<SynonymRule> Synonyms { get; }
    public Ledger Ledger { get; }
    public IReadOnlyList<ExportProfile> ExportProfiles { get; }

    /// <summary>The services that are not withdrawn.</summary>
    public FrozenDictionary<string, CatalogueService> Services { get; }

    public IReadOnlyList<CatalogueService> ByTitle { get; }
    public IReadOnlyList<CatalogueService> MostUsed { get; }

    /// <summary>Built at first use: pricing needs none.</summary>
    public SearchIndex Index => _index.Value;

    public AToZIndex AToZ => _aToZ.Value;
}
