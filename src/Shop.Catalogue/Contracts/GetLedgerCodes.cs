using Shop.Kernel.Messaging;

namespace Shop.Catalogue.Contracts;

/// <summary>The chart of accounts, the VAT codes and the export profiles as the current catalogue has them. Empty lists before the first import.</summary>
public sealed record GetLedgerCodes : IQuery<LedgerCodes>;

public sealed record LedgerCodes(
    IReadOnlyList<LedgerCode> CostCentres, IReadOnlyList<LedgerCode> Subjectives, IReadOnlyList<VatRule> VatCodes,
    IReadOnlyDictionary<string, AccountCodes> ControlAccounts, IReadOnlyList<ExportProfile> ExportProfiles)
{
    /// <summary>Whether a person may post to this pair.</summary>
    public bool Knows(string costCentre, string subjective) => CostCentres.Any(c => c.Code == costCentre) && Subjectives.Any(s => s.Code == subjective);
}

/// <param name="IsIncome">Of a subjective: money of residents may be income there.</param>
public sealed record LedgerCode(string Code, string Name, bool IsIncome = false);

/// <param name="From">First day the rate holds.</param>
/// <param name="Until">Last day; null while it holds.</param>
/// <param name="IsDecided">False: nobody has said yet what VAT it has, and nothing may be posted with it.</param>
public sealed record VatRule(string Code, string Name, int RateBasisPoints, DateOnly From, DateOnly? Until, string ApprovedBy, string Reason, bool IsDecided = true);

/// <summary>What an account of the shop's own ledger is in the council's general ledger.</summary>
public sealed record AccountCodes(string CostCentre, string Subjective, string Name);

/// <summary>The accounts that seed-data/ledger.json must name, each once.</summary>
public static class ControlAccounts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "stripe-clearing", "payouts-in-transit", "bank", "card-fees", "dispute-fees", "disputes-holding", "vat-output", "bonds-held", "income-in-advance", "suspense",
        "refunds-to-allocate", "refunds-paid-otherwise", "write-offs",
    ];
}
