using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Clearing;

namespace Shop.Web.Pages.Finance;

/// <summary>One day of the clearing account, item by item.</summary>
public sealed class ClearingDayModel(IMediator mediator) : PageModel
{
    public ClearingDayView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string day, CancellationToken ct)
    {
        if (new DayRange(day, null).First is not { } date) return NotFound();
        View = await mediator.Send(new GetClearingDay(date), ct);
        return Page();
    }
}
