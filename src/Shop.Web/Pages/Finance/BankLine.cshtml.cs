using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;

namespace Shop.Web.Pages.Finance;

/// <summary>One bank line: where it came from, and the payouts, journals and items it became.</summary>
public sealed class BankLineModel(IMediator mediator) : PageModel
{
    public BankLineDetails View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetBankLineDetails(id), ct) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
