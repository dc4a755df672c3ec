using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All suspense items of the list's filter as a file.</summary>
public sealed class SuspenseCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] SuspenseQuery query)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"suspense-{DayRange.InAddress(clock.Today())}.csv", to => new WriteSuspenseCsv(query.Filter, query.Order, to));
    }
}
