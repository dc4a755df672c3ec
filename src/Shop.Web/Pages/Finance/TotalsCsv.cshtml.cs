using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;

namespace Shop.Web.Pages.Finance;

/// <summary>The totals of the chosen days as a file.</summary>
public sealed class TotalsCsvModel(IMediator mediator) : PageModel
{
    public IActionResult OnGet([FromQuery] string? from, [FromQuery] string? to)
    {
        ModelState.Clear();
        var days = new DayRange(from, to);
        return days.Check(ModelState) && days is { First: { } first, Last: { } last }
            ? new CsvAnswer(mediator, $"totals-{from}-{to}.csv", stream => new WriteTotalsCsv(first, last, stream))
            : LocalRedirect("/finance/totals");
    }
}
