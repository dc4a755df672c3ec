using Shop.Catalogue.Definitions;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>A service as last imported. Withdrawn services stay, so that their version goes on counting when they come back.</summary>
internal sealed class CatalogueServiceRow
{
    private CatalogueServiceRow() { }

    public CatalogueServiceRow(ServiceDefinition definition, IReadOnlyList<string> missing)
    {
        Id = definition.Id;
        Version = 1;
        Definition = definition;
        Describe(definition, missing);
    }

    public string Id { get; private set; } = "";

    /// <summary>Raised with every change of the definition; order lines name it.</summary>
    public int Version { get; private set; }

    public string Title { get; private set; } = "";
    public ServiceDefinition Definition { get; private set; } = null!;
    public bool IsOnline { get; private set; }

    /// <summary>What keeps it offline, for editors; empty when online.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    public bool IsWithdrawn { get; private set; }

    /// <summary>Takes the imported definition over. False when nothing changed.</summary>
    public bool Update(ServiceDefinition definition, IReadOnlyList<string> missing)
    {
        var redefined = JsonColumn.Write(definition) != JsonColumn.Write(Definition);
        var changed = redefined || IsWithdrawn || !missing.SequenceEqual(Missing);
        if (redefined)
        {
            Definition = definition;
            Version++;
        }

        if (changed) Describe(definition, missing);
        return changed;
    }

    /// <summary>Takes it out of sale. False when it was already withdrawn.</summary>
    public bool Withdraw()
    {
        if (IsWithdrawn) return false;
        IsWithdrawn = true;
        return true;
    }

    private void Describe(ServiceDefinition definition, IReadOnlyList<string> missing)
    {
        Title = definition.Title;
        Missing = missing;
        IsOnline = missing.Count == 0;
        IsWithdrawn = false;
    }
}
