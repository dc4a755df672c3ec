using Microsoft.AspNetCore.Mvc;
using Shop.Finance;

namespace Shop.Web.Pages.Finance;

/// <summary>Disputes that are open or ended, and in which order, as it stands in the address, so that it can be shared.</summary>
public sealed class DisputeQuery
{
    public const string Address = "/finance/disputes";

    [FromQuery(Name = "ended")] public bool Ended { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    /// <summary>Null: the one whose evidence is due first is at the top.</summary>
    public ListOrder? Order => Ended ? Sorting.Read(Sort, ListOrder.Newest) : Sorting.Read(Sort);

    public string InWords => Order?.InWords() ?? "evidence due first";

    public SortForm Form => new(Address, Ended ? ("ended", "true") : null, Ended ? Sorting.Options(ListOrder.Newest) : Sorting.Options("Evidence due first"), InAddress);

    /// <summary>The address of a page, or of the file, with the same filter.</summary>
    public string Link(string path = Address, int? page = null) => path + QueryString.Create(
        new Dictionary<string, string?> { ["ended"] = Ended ? "true" : null, ["sort"] = InAddress, ["page"] = page?.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    private string InAddress => Ended && Order == ListOrder.Newest ? "" : Sorting.InAddress(Order);
}
