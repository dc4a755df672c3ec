using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>One refund: what it takes back, how it stands, who decided.</summary>
public sealed class RefundModel(IMediator mediator) : PageModel
{
    public RefundView View { get; private set; } = null!;

    /// <summary>What an officer has to do with it; null when nothing.</summary>
    public string? Task => View switch
    {
        { Refund.State: FinanceRefundState.AwaitingSecondPerson } => "Agree or decline",
        { IsOwed: true } => "Say how it goes back",
        { Refund: { IsAllocated: false, ReplacedById: null } } => "Say what it was taken from",
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetRefund(id), ct) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
