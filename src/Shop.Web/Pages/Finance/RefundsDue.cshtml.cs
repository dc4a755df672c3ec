using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>What refusals give back.</summary>
public sealed class RefundsDueModel(IMediator mediator) : PageModel
{
    public bool Done { get; private set; }
    public ListOrder Order { get; private set; }
    public RefundDuePage Found { get; private set; } = null!;

    /// <summary>The address of a page of the same kind in the same order.</summary>
    public string Link(int? page = null, string path = "/finance/refunds-due") => path + QueryString.Create(
        new Dictionary<string, string?> { ["done"] = Done ? "true" : null, ["sort"] = Sorting.InAddress(Order, ListRefundsDue.UsualOrder(Done)), ["page"] = page?.ToString(CultureInfo.InvariantCulture) }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    public async Task OnGetAsync([FromQuery] bool done, [FromQuery] string? sort, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        (Done, Order) = (done, Sorting.Read(sort, ListRefundsDue.UsualOrder(done)));
        Found = await mediator.Send(new ListRefundsDue(done, int.TryParse(page, out var number) ? number : 1, Order), ct);
    }
}
