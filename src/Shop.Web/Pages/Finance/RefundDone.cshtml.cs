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
    public const string AtStripe = "stripe";
    public const string ByBank = "bank";
    private const string List = "/finance/refunds-due";

    public static IReadOnlyList<GovOption> Ways { get; } =
    [
        new(ByBank, "By bank transfer or cheque", "It is posted so, the resident is told, and it cannot go back to the card any more"),
        new(AtStripe, "To the card, in Stripe’s dashboard", "The shop finds the refund there by itself"),
    ];

    public RefundDueRow Refund { get; private set; } = null!;
    public string? Note { get; private set; }
    public string? How { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetRefundDue(id), ct) is not { } refund) return NotFound();
        Refund = refund;
        return refund.DoneAt is null ? Page() : LocalRedirect(List);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "how")] string? how, [FromForm(Name = "note")] string? note, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetRefundDue(id), ct) is not { } refund) return NotFound();
        (Refund, How, Note) = (refund, how, note);
        if (how is not (AtStripe or ByBank)) return Invalid("how", "Choose how the refund was made");
        switch (await mediator.Send(new FinishRefund(User.Actor(), id, how == ByBank, note), ct))
        {
            case FinishRefundResult.ReasonMissing:
                return Invalid("note", ReasonFault.In(note, "Enter how the refund was made"));
            case FinishRefundResult.NothingLeft:
                return Invalid("how", "Some or all of this has gone back already: see the payment, and do not pay it again");
            case FinishRefundResult.DisputeOpen:
                return Invalid("how", "The payer’s bank disputes this payment: do not pay it back until the bank has decided");
            case FinishRefundResult.AllocateFirst:
                return Invalid("how", "A refund of this payment was made at Stripe. Say first what it was taken from: it is under “Refunds”");
            case FinishRefundResult.Done:
                TempData.Say("The refund is marked as made");
                return LocalRedirect(List);
            default:
                TempData.SayNotDone("Somebody else has marked this refund already");
                return LocalRedirect(List);
        }
    }

    private PageResult Invalid(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return Page();
    }
}
