using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>What a service may refer to.</summary>
internal sealed record KnownCodes(
    KnownIds Categories,
    KnownIds Teams,
    KnownIds Vat,
    KnownIds CostCentres,
    KnownIds Subjectives,
    IReadOnlyList<VatCode> VatCodes,
    IReadOnlyList<Subjective> SubjectiveList)
{
    /// <param name="vatCodes">Null, like the others, where the file could not be read.</param>
    public static KnownCodes Of(IReadOnlyList<Category>? categories, IReadOnlyList<Team>? teams, IReadOnlyList<VatCode>? vatCodes, Ledger? ledger) => new(
        new("a category of categories.json", categories?.Select(c => c.Id).ToList()),
        new("a team of teams.json", teams?.Select(t => t.Id).ToList()),
        new("a code of vat-codes.json", vatCodes?.Select(c => c.Code).ToList()),
        new("a cost centre of ledger.json", ledger?.CostCentres.Select(c => c.Code).ToList()),
        new("a subjective of ledger.json", ledger?.Subjectives.Select(s => s.Code).ToList()),
        vatCodes ?? [],
        ledger?.Subjectives ?? []);

    public VatCode? VatCode(string code) => VatCodes.FirstOrDefault(c => c.Code == code);
}
