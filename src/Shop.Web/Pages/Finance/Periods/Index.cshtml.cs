using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Periods;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance.Periods;

/// <summary>The periods of a financial year: open or closed.</summary>
public sealed class IndexModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public int Year { get; private set; }
    public IReadOnlyList<PeriodRow> Periods { get; private set; } = [];

    public IReadOnlyList<GovOption> Years { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] string? year, CancellationToken ct)
    {
        ModelState.Clear();
        var running = FinancialPeriod.Of(clock.Today()).Year;
        Year = int.TryParse(year, out var chosen) && chosen is >= 2000 and <= 2100 ? chosen : running;
        Years = [.. Enumerable.Range(0, 5).Select(back => new FinancialPeriod(running - back, 1)).Select(p => new GovOption($"{p.Year}", p.YearWords))];
        Periods = await mediator.Send(new ListPeriods(Year), ct);
    }
}
