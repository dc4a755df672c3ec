using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Disputes;

namespace Shop.Web.Pages.Finance;

/// <summary>Payments that payers' banks take back or ask about, the one due first at the top.</summary>
public sealed class DisputesModel(IMediator mediator) : PageModel
{
    public bool Ended { get; private set; }
    /// <summary>Null: the list's own order.</summary>
    public ListOrder? Order { get; private set; }

    public IReadOnlyList<DisputeRow> Disputes { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] bool ended, [FromQuery] string? sort, CancellationToken ct)
    {
        ModelState.Clear();
        (Ended, Order) = (ended, Sorting.Read(sort));
        Disputes = await mediator.Send(new ListDisputes(ended, Order), ct);
    }
}
