using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Takings;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>What was taken by London day and ledger code; this month unless other days are chosen.</summary>
public sealed class TotalsModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public DayRange Days { get; private set; } = null!;
    public TakingTotals? Totals { get; private set; }
    public LedgerNames? Names { get; private set; }

    /// <summary>The days put together.</summary>
    public IReadOnlyList<TotalRow> ByCode { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to, CancellationToken ct)
    {
        ModelState.Clear();
        var month = DayRange.ThisMonth(clock.Today());
        Days = new DayRange(string.IsNullOrEmpty(from) ? month.From : from, string.IsNullOrEmpty(to) ? month.To : to);
        if (!Days.Check(ModelState)) return;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        Totals = await mediator.Send(new GetTotals(Days.First!.Value, Days.Last!.Value), ct);
        ByCode = Totals.ByCode();
    }
}
