using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All refunds of the list's filter as a file.</summary>
public sealed class RefundsCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] RefundQuery query)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"refunds-{DayRange.InAddress(clock.Today())}.csv", to => new WriteRefundsCsv(query.Show, query.Order, to));
    }
}
