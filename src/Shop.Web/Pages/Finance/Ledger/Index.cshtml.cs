using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Ledger.Reading;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>The trial balance.</summary>
public sealed class IndexModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public LedgerQuery Query { get; private set; } = new();
    public TrialBalance Balance { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;
    public IReadOnlyList<GovOption> FromOptions { get; private set; } = [];
    public IReadOnlyList<GovOption> ToOptions { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] LedgerQuery query, CancellationToken ct)
    {
        ModelState.Clear();
        Query = query;
        FromOptions = LedgerQuery.PeriodOptions(clock.Today(), "The beginning");
        ToOptions = LedgerQuery.PeriodOptions(clock.Today(), "Now");
        Names = await mediator.Send(new GetLedgerNames(), ct);
        Balance = await mediator.Send(new GetTrialBalance(new LedgerFilter(query.Filter.From, query.Filter.To)), ct);
    }
}
