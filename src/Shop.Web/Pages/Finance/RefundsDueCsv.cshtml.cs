using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All refunds that are to be made, or made, as a file.</summary>
public sealed class RefundsDueCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] bool done, [FromQuery] string? sort)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"refunds-{(done ? "made" : "due")}-{DayRange.InAddress(clock.Today())}.csv", to => new WriteRefundsDueCsv(done, Sorting.Read(sort), to));
    }
}
