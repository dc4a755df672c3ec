using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Export;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>Every day of the proof of the clearing account as a file.</summary>
public sealed class ClearingCsvModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public IActionResult OnGet() => new CsvAnswer(mediator, $"clearing-{DayRange.InAddress(clock.Today())}.csv", to => new WriteClearingCsv(to));
}
