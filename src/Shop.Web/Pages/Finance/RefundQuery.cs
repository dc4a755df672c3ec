using Microsoft.AspNetCore.Mvc;
using Shop.Finance;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>Which refunds, and in which order, as it stands in the address, so that it can be shared.</summary>
public sealed class RefundQuery
{
    public const string Address = "/finance/refunds";

    public static readonly IReadOnlyList<(RefundShow Show, string Text)> Shows =
        [(RefundShow.Waiting, "Waiting for somebody"), (RefundShow.OnTheWay, "On the way"), (RefundShow.Made, "Made"), (RefundShow.Ended, "Declined or cancelled")];

    [FromQuery(Name = "show")] public string? ShowText { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    /// <summary>What cannot be read is what waits.</summary>
    public RefundShow Show => Enum.TryParse<RefundShow>(ShowText, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : RefundShow.Waiting;

    public ListOrder Order => OrderOf(Show);

    public string Caption => $"Refunds: {Shows.Single(s => s.Show == Show).Text.ToLowerInvariant()}, {Order.InWords()}";

    public SortForm Form => new(Address, ("show", InAddress(Show)), Sorting.Options(ListRefunds.Usual(Show)), SortIn(Show));

    /// <summary>The first page of a list in the order that was chosen.</summary>
    public string To(RefundShow show) => Link(Address, show, null);

    /// <summary>The address of a page, or of the file, with the same filter.</summary>
    public string Link(string path = Address, int? page = null) => Link(path, Show, page);

    private string Link(string path, RefundShow show, int? page) => path + QueryString.Create(
        new Dictionary<string, string?> { ["show"] = InAddress(show), ["sort"] = SortIn(show), ["page"] = page?.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    private ListOrder OrderOf(RefundShow show) => Sorting.Read(Sort, ListRefunds.Usual(show));

    private string SortIn(RefundShow show) => Sorting.InAddress(OrderOf(show), ListRefunds.Usual(show));

    private static string InAddress(RefundShow show) => show.ToString().ToLowerInvariant();
}
