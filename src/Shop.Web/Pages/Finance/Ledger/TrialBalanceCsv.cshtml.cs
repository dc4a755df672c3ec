using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>Every row of the page's filter as a file.</summary>
public sealed class TrialBalanceCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] LedgerQuery query)
    {
        ModelState.Clear();
        return new CsvAnswer(mediator, $"ledger-trial-balance-{DayRange.InAddress(clock.Today())}.csv", to => new WriteTrialBalanceCsv(query.Filter, to));
    }
}
