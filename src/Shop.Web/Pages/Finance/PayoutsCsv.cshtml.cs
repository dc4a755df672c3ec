using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Export;
using Shop.Finance.Payouts;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>All payouts of the list's filter as a file.</summary>
public sealed class PayoutsCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet([FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? show, [FromQuery] string? sort)
    {
        ModelState.Clear();
        var days = new DayRange(from, to);
        if (!days.Check(ModelState)) return LocalRedirect("/finance/payouts" + Request.QueryString);
        var filter = new PayoutFilter(PayoutsModel.ToShow(show), days.First, days.Last);
        return new CsvAnswer(mediator, $"payouts-{DayRange.InAddress(clock.Today())}.csv", file => new WritePayoutsCsv(filter, Sorting.Read(sort, ListOrder.Newest), file));
    }
}
