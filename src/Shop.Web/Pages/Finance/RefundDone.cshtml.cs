using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Refunds;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer's word that a refund was made.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class RefundDoneModel(IMediator mediator) : PageModel
{
    private const string List = "/finance/refunds-due";

    public RefundDueRow Refund { get; private set; } = null!;
    public string? Note { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetRefundDue(id), ct) is not { } refund) return NotFound();
        Refund = refund;
        return refund.DoneAt is null ? Page() : LocalRedirect(List);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "note")] string? note, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetRefundDue(id), ct) is not { } refund) return NotFound();
        (Refund, Note) = (refund, note);
        switch (await mediator.Send(new FinishRefund(User.Actor(), id, note), ct))
        {
            case FinishRefundResult.ReasonMissing:
                ModelState.AddModelError("note", ReasonFault.In(note, "Enter how the refund was made"));
                return Page();
            case FinishRefundResult.NothingLeft:
                ModelState.AddModelError("note", "Some or all of this has gone back already: see the payment, and do not pay it again");
                return Page();
            case FinishRefundResult.AllocateFirst:
                ModelState.AddModelError("note", "A refund of this payment was made at Stripe. Say first what it was taken from: it is under “Refunds”");
                return Page();
            case FinishRefundResult.Done:
                TempData.Say("The refund is marked as made");
                return LocalRedirect(List);
            default:
                TempData.SayNotDone("Somebody else has marked this refund already");
                return LocalRedirect(List);
        }
    }
}
