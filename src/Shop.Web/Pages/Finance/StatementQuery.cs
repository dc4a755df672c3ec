using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Shop.Finance;
using Shop.Finance.Bank;

namespace Shop.Web.Pages.Finance;

/// <summary>Which lines of a bank statement are shown, and in which order, as it stands in the address, so that it can be shared.</summary>
public sealed class StatementQuery
{
    [FromQuery(Name = "show")] public string? State { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    public static readonly IReadOnlyList<GovOption> States = [new("", "All lines"), .. Enum.GetValues<LineState>().Select(s => new GovOption(InAddress(s), s.InWords()))];

    public static readonly IReadOnlyList<GovOption> Sorts = Sorting.Options("The bank’s order");

    public bool IsFiltered => Lines.State is not null;

    public StatementLines Lines => new(Enum.GetValues<LineState>().Where(s => InAddress(s) == State).Select(s => (LineState?)s).FirstOrDefault(), Sorting.Read(Sort));

    public string InWords => Lines.Order?.InWords() ?? "in the order of the bank’s file";

    /// <summary>The address of a page, or of the file, with the same filter.</summary>
    public string Link(string path, int? page = null) => path + QueryString.Create(
        new Dictionary<string, string?> { ["show"] = IsFiltered ? State : null, ["sort"] = Sorting.InAddress(Lines.Order), ["page"] = page?.ToString(CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>"LeftOut" is "leftout" in an address.</summary>
    private static string InAddress(LineState state) => state.ToString().ToLowerInvariant();
}
