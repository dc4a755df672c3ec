using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Ledger.Reading;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>One journal.</summary>
public sealed class JournalModel(IMediator mediator) : PageModel
{
    public JournalView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetJournal(id), ct) is not { } view) return NotFound();
        View = view;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }
}
