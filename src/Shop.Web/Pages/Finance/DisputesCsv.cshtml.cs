using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All disputes that are open, or ended, as a file.</summary>
public sealed class DisputesCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] DisputeQuery query)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"{(query.Ended ? "disputes-ended" : "disputes")}-{DayRange.InAddress(clock.Today())}.csv", to => new WriteDisputesCsv(query.Ended, query.Order, to));
    }
}
