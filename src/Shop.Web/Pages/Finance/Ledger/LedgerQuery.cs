using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Periods;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>The filter of the ledger's pages as it stands in the address, so that it can be shared. What cannot be read filters nothing.</summary>
public sealed class LedgerQuery
{
    /// <summary>"2026-07", the seventh period of 2026-27; empty: from the beginning.</summary>
    [FromQuery(Name = "from")] public string? From { get; set; }

    [FromQuery(Name = "to")] public string? To { get; set; }

    [FromQuery(Name = "account")] public string? Account { get; set; }

    [FromQuery(Name = "centre")] public string? CostCentre { get; set; }

    [FromQuery(Name = "subjective")] public string? Subjective { get; set; }

    [FromQuery(Name = "vat")] public string? VatCode { get; set; }

    [FromQuery(Name = "q")] public string? Search { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    public static readonly IReadOnlyList<GovOption> Sorts = [new("", "Newest first"), new("oldest", "Oldest first")];

    public static readonly IReadOnlyList<GovOption> Accounts = [new("", "All accounts"), .. LedgerAccount.All.Select(a => new GovOption(a, FinanceWords.Account(a)))];

    public bool OldestFirst => Sort == "oldest";

    public bool IsFiltered => Values(null).Any(v => v.Key != "sort" && !string.IsNullOrEmpty(v.Value));

    /// <summary>Made here, not bound: a period knows its next one, and that one too, so validating it would never end.</summary>
    [ValidateNever]
    public LedgerFilter Filter => new(Read(From), Read(To), Text(Account), Text(CostCentre), Text(Subjective), Text(VatCode), Text(Search));

    /// <summary>The periods of the last three financial years and the running one, the newest first.</summary>
    public static IReadOnlyList<GovOption> PeriodOptions(DateOnly today, string everything)
    {
        var last = FinancialPeriod.Of(today);
        return
        [
            new("", everything),
            .. Enumerable.Range(0, 4).SelectMany(back => Enumerable.Range(1, FinancialPeriod.YearEnd).Reverse().Select(n => new FinancialPeriod(last.Year - back, n)))
                .Where(p => p.FirstDay <= last.LastDay).Select(p => new GovOption(InAddress(p), Words(p))),
        ];
    }

    public static string InAddress(FinancialPeriod period) => string.Create(CultureInfo.InvariantCulture, $"{period.Year}-{period.Number:00}");

    private static string Words(FinancialPeriod period) => period.Number == FinancialPeriod.YearEnd
        ? $"{period.YearWords} period 13, adjustments"
        : string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{period.YearWords} period {period.Number}, {period.FirstDay:MMMM}");

    /// <summary>The address of a page with the same filter.</summary>
    public string Link(string path, Guid? after = null) => path + QueryString.Create(Values(after).Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>The entries of one row of the trial balance, in the same periods.</summary>
    public string EntriesOf(string account, string centre, string subjective) =>
        new LedgerQuery { From = From, To = To, Account = account, CostCentre = centre, Subjective = subjective }.Link("/finance/ledger/entries");

    private Dictionary<string, string?> Values(Guid? after) => new()
    {
        ["q"] = Search,
        ["from"] = From,
        ["to"] = To,
        ["account"] = Account,
        ["centre"] = CostCentre,
        ["subjective"] = Subjective,
        ["vat"] = VatCode,
        ["sort"] = Sort,
        ["after"] = after?.ToString(),
    };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static FinancialPeriod? Read(string? text) =>
        text?.Split('-') is [var year, var number] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && new FinancialPeriod(y, n) is { IsValid: true } period
            ? period
            : null;
}
