using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All payments of the list's filter as a file.</summary>
public sealed class PaymentsCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] PaymentQuery query)
    {
        ModelState.Clear();
        return query.Check(ModelState)
            ? new CsvAnswer(mediator, $"payments-{DayRange.InAddress(clock.Today())}.csv", to => new WritePaymentsCsv(query.Filter, to, query.Order))
            : LocalRedirect(query.Link("/finance"));
    }
}
