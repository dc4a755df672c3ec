using Microsoft.AspNetCore.Mvc;
using Shop.Finance;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>Refunds to make or made, and in which order, as it stands in the address, so that it can be shared.</summary>
public sealed class RefundDueQuery
{
    public const string Address = "/finance/refunds-due";

    [FromQuery(Name = "done")] public bool Done { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    public ListOrder Order => Sorting.Read(Sort, Usual);

    public SortForm Form => new(Address, Done ? ("done", "true") : null, Sorting.Options(Usual), Sorting.InAddress(Order, Usual));

    /// <summary>The address of a page, or of the file, with the same filter.</summary>
    public string Link(string path = Address, int? page = null) => path + QueryString.Create(
        new Dictionary<string, string?> { ["done"] = Done ? "true" : null, ["sort"] = Sorting.InAddress(Order, Usual), ["page"] = page?.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    private ListOrder Usual => ListRefundsDue.Usual(Done);
}
