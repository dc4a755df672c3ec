using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Suspense;

namespace Shop.Web.Pages.Finance;

/// <summary>All money that is not explained yet.</summary>
public sealed class SuspenseModel(IMediator mediator) : PageModel
{
    public SuspenseQuery Query { get; private set; } = new();
    public Guid? After { get; private set; }
    public SuspensePage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] SuspenseQuery query, [FromQuery] Guid? after, CancellationToken ct)
    {
        ModelState.Clear();
        (Query, After) = (query, after);
        Found = await mediator.Send(new ListSuspense(query.Filter, after, query.Order), ct);
    }
}
