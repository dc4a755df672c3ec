using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Disputes;

namespace Shop.Web.Pages.Finance;

/// <summary>Payments that payers' banks take back or ask about.</summary>
public sealed class DisputesModel(IMediator mediator) : PageModel
{
    public DisputeQuery Query { get; private set; } = new();
    public DisputePage Found { get; private set; } = null!;
    public bool Ended => Query.Ended;

    public async Task OnGetAsync([FromQuery] DisputeQuery query, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Query = query;
        Found = await mediator.Send(new ListDisputes(query.Ended, query.Order, int.TryParse(page, out var number) ? number : 1), ct);
    }
}
