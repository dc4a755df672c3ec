using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>What refusals give back.</summary>
public sealed class RefundsDueModel(IMediator mediator) : PageModel
{
    public RefundDueQuery Query { get; private set; } = new();
    public RefundDuePage Found { get; private set; } = null!;
    public bool Done => Query.Done;

    public async Task OnGetAsync([FromQuery] RefundDueQuery query, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Query = query;
        Found = await mediator.Send(new ListRefundsDue(query.Done, int.TryParse(page, out var number) ? number : 1, query.Order), ct);
    }
}
