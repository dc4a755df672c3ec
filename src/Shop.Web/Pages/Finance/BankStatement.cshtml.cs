using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;

namespace Shop.Web.Pages.Finance;

/// <summary>One statement as the bank wrote it, with what became of its lines.</summary>
public sealed class BankStatementModel(IMediator mediator) : PageModel
{
    public StatementView View { get; private set; } = null!;
    public int After { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] int after, CancellationToken ct)
    {
        ModelState.Clear();
        After = after;
        if (await mediator.Send(new GetStatement(id, after), ct) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
