using Shop.Catalogue.Definitions;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>The single row that tells which catalogue is current, and holds what all services share.</summary>
internal sealed class CatalogueVersionRow
{
    public const int OnlyId = 1;

    private CatalogueVersionRow() { }

    public CatalogueVersionRow(ReferenceData reference)
    {
        Number = 1;
        Reference = reference;
    }

    public int Id { get; private set; } = OnlyId;

    /// <summary>Raised with every import that changes anything; compared by every process to know when to read again.</summary>
    public int Number { get; private set; }

    public ReferenceData Reference { get; private set; } = null!;

    public bool Differs(ReferenceData reference) => JsonColumn.Write(reference) != JsonColumn.Write(Reference);

    public void Raise(ReferenceData reference)
    {
        Reference = reference;
        Number++;
    }
}
