using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>Refunds by how they stand; those that wait for somebody first.</summary>
public sealed class RefundsModel(IMediator mediator) : PageModel
{
    public static readonly IReadOnlyList<(RefundShow Show, string Text)> Shows =
        [(RefundShow.Waiting, "Waiting for somebody"), (RefundShow.OnTheWay, "On the way"), (RefundShow.Made, "Made"), (RefundShow.Ended, "Declined or cancelled")];

    public RefundShow Show { get; private set; }
    public RefundPage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] string? show, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Show = Enum.TryParse<RefundShow>(show, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : RefundShow.Waiting;
        Found = await mediator.Send(new ListRefunds(Show, int.TryParse(page, out var number) ? number : 1), ct);
    }
}
