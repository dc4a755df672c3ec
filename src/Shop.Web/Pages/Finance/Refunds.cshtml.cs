using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>Refunds by how they stand; those that wait for somebody first.</summary>
public sealed class RefundsModel(IMediator mediator) : PageModel
{
    public RefundQuery Query { get; private set; } = new();
    public RefundPage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] RefundQuery query, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Query = query;
        Found = await mediator.Send(new ListRefunds(query.Show, int.TryParse(page, out var number) ? number : 1, query.Order), ct);
    }
}
