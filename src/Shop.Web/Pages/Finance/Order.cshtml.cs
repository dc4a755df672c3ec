using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Kernel;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>
/// The order behind a payment: who bought what, and whether it was done. What residents answered and sent in stays with the teams
/// that need it; finance reads none of it.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OrderModel(IMediator mediator) : PageModel
{
    public StaffOrder Order { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken ct)
    {
        if (!OrderReference.TryParse(reference, out var parsed) || await mediator.Send(new GetStaffOrder(parsed, TeamScope.All), ct) is not { } order) return NotFound();
        Order = order;
        return Page();
    }
}
