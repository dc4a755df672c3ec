using Microsoft.AspNetCore.Mvc;
using Shop.Finance.Bank.Matching;

namespace Shop.Web.Pages.Finance;

/// <summary>What is ticked on the matching page, and why.</summary>
public sealed class MatchForm
{
    [FromForm(Name = "line")] public Guid[] Lines { get; set; } = [];

    [FromForm(Name = "payout")] public string[] Payouts { get; set; } = [];

    [FromForm(Name = "reason")] public string? Reason { get; set; }

    /// <summary>"yes": a difference goes to suspense.</summary>
    [FromForm(Name = "rest")] public string? Rest { get; set; }

    /// <summary>The suggestion that is confirmed as it stands.</summary>
    [FromForm(Name = "kind")] public string? Kind { get; set; }

    public SuggestionKind? SuggestionKind => Enum.TryParse<SuggestionKind>(Kind, out var kind) ? kind : null;

    /// <summary>The page with these ticked.</summary>
    public string Address(string path) => AddressOf(path, Lines, Payouts);

    public static string AddressOf(string path, IEnumerable<Guid> lines, IEnumerable<string> payouts) => path + QueryString.Create(
        [.. lines.Select(l => new KeyValuePair<string, string?>("line", l.ToString())), .. payouts.Select(p => new KeyValuePair<string, string?>("payout", p))]);
}
