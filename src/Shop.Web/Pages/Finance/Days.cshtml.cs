using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Days;

namespace Shop.Web.Pages.Finance;

/// <summary>One day of the council's money; the latest unless another one is asked for.</summary>
public sealed class DaysModel(IMediator mediator) : PageModel
{
    public FinanceDayView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;

    /// <summary>The day as it stands in addresses of lists.</summary>
    public string Range => $"from={DayRange.InAddress(View.Day)}&to={DayRange.InAddress(View.Day)}";

    public async Task<IActionResult> OnGetAsync(string? day, CancellationToken ct)
    {
        ModelState.Clear();
        var asked = new DayRange(day, null).First;
        if (day is not null && asked is null) return NotFound();
        View = await mediator.Send(new GetFinanceDay(asked), ct);
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }
}
