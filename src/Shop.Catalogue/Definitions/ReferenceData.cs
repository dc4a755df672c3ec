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

    /// <summary>Empty in a catalogue that was imported before there were any.</summary>
    public IReadOnlyList<ExportProfile> ExportProfiles { get; init; } = [];
}

internal sealed record Team(string Id, string Name, string Email, string? Phone);

internal sealed record Category(string Id, string Name, string Summary);

/// <param name="Words">Beside a price: "includes VAT at 20%", "no VAT".</param>
/// <param name="From">First day the rate holds; with the next three since there is a ledger.</param>
/// <param name="Until">Last day; null while it holds.</param>
internal sealed record VatCode(
    string Code, string Name, int RateBasisPoints, VatTreatment Treatment, string Words, DateOnly From = default, DateOnly? Until = null, string? ApprovedBy = null, string? Reason = null);

internal enum VatTreatment { Taxable, Zero, Exempt, Outside, Undecided }

/// <param name="ControlAccounts">Null in a catalogue that was imported before there were any.</param>
internal sealed record Ledger(IReadOnlyList<CostCentre> CostCentres, IReadOnlyList<Subjective> Subjectives, IReadOnlyList<ControlAccount>? ControlAccounts = null);

/// <summary>Which code of the general ledger an account of the shop's own ledger is.</summary>
internal sealed record ControlAccount(string Account, string CostCentre, string Subjective);

internal sealed record CostCentre(string Code, string Name);

internal sealed record Subjective(string Code, string Name, SubjectiveType Type);

internal enum SubjectiveType { Income, Liability, Asset, Expense }

internal sealed record BankHoliday(DateOnly Date, string Name);

/// <summary>Someone who types one of <paramref name="From"/> also finds what says one of <paramref name="To"/>; a two-way rule has the same words in both.</summary>
internal sealed record SynonymRule(IReadOnlyList<string> From, IReadOnlyList<string> To);
