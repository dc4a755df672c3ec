using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Batches;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>One batch with its totals and what may be done next.</summary>
public sealed class BatchModel(IMediator mediator) : PageModel
{
    public BatchView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct)
    {
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return NotFound();
        View = view;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }
}
