using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>Refunds by how they stand; those that wait for somebody first.</summary>
public sealed class RefundsModel(IMediator mediator) : PageModel
{
    public static readonly IReadOnlyList<(RefundShow Show, string Text)> Shows =
        [(RefundShow.Waiting, "Waiting for somebody"), (RefundShow.OnTheWay, "On the way"), (RefundShow.Made, "Made"), (RefundShow.Ended, "Declined or cancelled")];

    public ListOrder Order { get; private set; }
    public RefundShow Show { get; private set; }
    public RefundPage Found { get; private set; } = null!;

    /// <summary>The address of a page of the same kind in the same order.</summary>
    public string Link(int? page = null, string path = "/finance/refunds") => path + QueryString.Create(
        new Dictionary<string, string?> { ["show"] = Show.ToString().ToLowerInvariant(), ["sort"] = Sorting.InAddress(Order, Show.UsualOrder()), ["page"] = page?.ToString(CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    public async Task OnGetAsync([FromQuery] string? show, [FromQuery] string? sort, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Show = ToShow(show);
        Order = Sorting.Read(sort, Show.UsualOrder());
        Found = await mediator.Send(new ListRefunds(Show, int.TryParse(page, out var number) ? number : 1, Order), ct);
    }

    internal static RefundShow ToShow(string? show) => Enum.TryParse<RefundShow>(show, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : RefundShow.Waiting;
}
