using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;

namespace Shop.Web.Pages.Finance;

/// <summary>One statement as the bank wrote it, with what became of its lines.</summary>
public sealed class BankStatementModel(IMediator mediator) : PageModel
{
    public StatementQuery Query { get; private set; } = new();
    public StatementView View { get; private set; } = null!;

    public string Here => $"/finance/bank/statements/{View.Statement.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] StatementQuery query, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Query = query;
        if (await mediator.Send(new GetStatement(id, query.Lines, int.TryParse(page, out var number) ? number : 1), ct) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
