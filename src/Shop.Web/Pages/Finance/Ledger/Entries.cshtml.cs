using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Ledger.Reading;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>The entries of the ledger, to be filtered.</summary>
public sealed class EntriesModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public LedgerQuery Query { get; private set; } = new();
    public Guid? After { get; private set; }
    public EntryPage Found { get; private set; } = null!;
    public IReadOnlyList<GovOption> FromOptions { get; private set; } = [];
    public IReadOnlyList<GovOption> ToOptions { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] LedgerQuery query, [FromQuery] Guid? after, CancellationToken ct)
    {
        ModelState.Clear();
        (Query, After) = (query, after);
        FromOptions = LedgerQuery.PeriodOptions(clock.Today(), "The beginning");
        ToOptions = LedgerQuery.PeriodOptions(clock.Today(), "Now");
        Found = await mediator.Send(new ListEntries(query.Filter, query.OldestFirst, after), ct);
    }
}
