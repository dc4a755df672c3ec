using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All disputes that are open, or that ended, as a file.</summary>
public sealed class DisputesCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] bool ended, [FromQuery] string? sort)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"disputes-{DayRange.InAddress(clock.Today())}.csv", to => new WriteDisputesCsv(ended, Sorting.Read(sort), to));
    }
}
