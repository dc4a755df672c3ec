using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All refunds to make, or made, as a file.</summary>
public sealed class RefundsDueCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] RefundDueQuery query)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"{(query.Done ? "refunds-made" : "refunds-due")}-{DayRange.InAddress(clock.Today())}.csv", to => new WriteRefundsDueCsv(query.Done, query.Order, to));
    }
}
