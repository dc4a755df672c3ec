using Shop.Catalogue.Contracts;

namespace Shop.Catalogue.Definitions;

/// <summary>What all services share: one file of seed-data each.</summary>
internal sealed record ReferenceData
{
    public required Council Council { get; init; }
    public required IReadOnlyList<Team> Teams { get; init; }
    public required IReadOnlyList<Category> Categories { get; init; }
    public required IReadOnlyList<VatCode> VatCodes { get; init; }
    public required Ledger Ledger { get; init; }
    public required IReadOnlyList<BankHoliday> BankHolidays { get; init; }
    public required IReadOnlyList<SynonymRule> Synonyms { get; init; }
    public required IReadOnlyList<string> MostUsed { get; init; }
}

internal sealed record Team(string Id, string Name, string Email, string? Phone);

internal sealed record Category(string Id, string Name, string Summary);

/// <param name="Words">Beside a price: "includes VAT at 20%", "no VAT".</param>
internal sealed record VatCode(string Code, string Name, int RateBasisPoints, VatTreatment Treatment, string Words);

internal enum VatTreatment { Taxable, Zero, Exempt, Outside, Undecided }

internal sealed record Ledger(IReadOnlyList<CostCentre> CostCentres, IReadOnlyList<Subjective> Subjectives);

internal sealed record CostCentre(string Code, string Name);

internal sealed record Subjective(string Code, string Name, SubjectiveType Type);

internal enum SubjectiveType { Income, Liability }

internal sealed record BankHoliday(DateOnly Date, string Name);

/// <summary>Someone who types one of <paramref name="From"/> also finds what says one of <paramref name="To"/>; a two-way rule has the same words in both.</summary>
internal sealed record SynonymRule(IReadOnlyList<string> From, IReadOnlyList<string> To);
