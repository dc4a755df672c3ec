using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Takings;

namespace Shop.Web.Pages.Finance;

/// <summary>One payment down to its ledger codes.</summary>
public sealed class PaymentModel(IMediator mediator) : PageModel
{
    public FinancePaymentView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken ct)
    {
        if (await mediator.Send(new GetFinancePayment(reference), ct) is not { } view) return NotFound();
        View = view;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }
}
