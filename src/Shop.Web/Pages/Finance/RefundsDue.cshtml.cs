using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>What refusals give back.</summary>
public sealed class RefundsDueModel(IMediator mediator) : PageModel
{
    public bool Done { get; private set; }
    public RefundDuePage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] bool done, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Done = done;
        Found = await mediator.Send(new ListRefundsDue(done, int.TryParse(page, out var number) ? number : 1), ct);
    }
}
