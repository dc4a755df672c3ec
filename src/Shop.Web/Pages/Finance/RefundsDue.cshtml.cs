using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>What refusals give back.</summary>
public sealed class RefundsDueModel(IMediator mediator) : PageModel
{
    public bool Done { get; private set; }
    public IReadOnlyList<RefundDueRow> Refunds { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] bool done, CancellationToken ct)
    {
        ModelState.Clear();
        Done = done;
        Refunds = await mediator.Send(new ListRefundsDue(done), ct);
    }
}
