using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>The charge lines of all payments of the list's filter, with ledger codes, as a file.</summary>
public sealed class LinesCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] PaymentQuery query)
    {
        ModelState.Clear();
        return query.Check(ModelState)
            ? new CsvAnswer(mediator, $"payment-lines-{DayRange.InAddress(clock.Today())}.csv", to => new WriteLinesCsv(query.Filter, to, query.Order))
            : LocalRedirect(query.Link("/finance"));
    }
}
