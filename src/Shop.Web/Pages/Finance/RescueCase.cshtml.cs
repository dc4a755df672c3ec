using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Rescue;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>One case of the rescue queue: what each side says, and what a finance officer can do about it, each with a reason.</summary>
public sealed class RescueCaseModel(IMediator mediator) : PageModel
{
    public const int LongestReason = 500;
    private const string List = "/finance/rescue";

    [FromRoute] public Guid Id { get; set; }

    public RescueRow Case { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await LoadAsync(null, ct) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAskAsync([FromForm] string? reason, CancellationToken ct) =>
        DoAsync(reason, async () => await mediator.Send(new AskStripeAgain(User.Actor(), Id, reason), ct), ct);

    public Task<IActionResult> OnPostRefundAsync([FromForm] string? reason, CancellationToken ct) =>
        DoAsync(reason, async () => await mediator.Send(new RefundCase(User.Actor(), Id, reason), ct), ct);

    public Task<IActionResult> OnPostSettleAsync([FromForm] string? reason, CancellationToken ct) =>
        DoAsync(reason, async () => await mediator.Send(new SettleCase(User.Actor(), Id, reason), ct) switch
        {
            MarkResult.Done => RescueResult.Healed,
            MarkResult.ReasonMissing => RescueResult.ReasonMissing,
            _ => RescueResult.NotOpen,
        }, ct);

    private async Task<IActionResult> DoAsync(string? reason, Func<Task<RescueResult>> action, CancellationToken ct)
    {
        ModelState.Clear();
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(reason, ct)) return NotFound();
        switch (await action())
        {
            case RescueResult.ReasonMissing:
                ModelState.AddModelError("reason", $"Enter the reason, in {LongestReason} characters or fewer");
                return Page();
            case RescueResult.StripeUnavailable:
                ModelState.AddModelError("", "Stripe did not answer in time. Nothing was changed. Try again in a few minutes.");
                return Page();
            case RescueResult.NotPossible:
                ModelState.AddModelError("", "This cannot be done for this case. Nothing was changed.");
                return Page();
            case RescueResult.PaidOtherwise:
                ModelState.AddModelError("", "This money was paid back by bank transfer or cheque already. No money was moved. Settle the case and say so.");
                return Page();
            case RescueResult.OnCodes:
                ModelState.AddModelError("", "This money was cleared to ledger codes. No money was moved. Find its item under “Suspense”, undo the clearing, then give the money back here.");
                return Page();
            case RescueResult.RefundFailed:
                ModelState.AddModelError("", "Stripe could not make the refund, and the money is still here. Try again, or pay it another way and say so under “Refunds”.");
                return Page();
            case RescueResult.Healed:
                TempData.Say("The case is off the queue");
                return LocalRedirect(List);
            case RescueResult.Refunding:
                TempData.Say("The refund is on its way. The case closes when Stripe has made it");
                return LocalRedirect(List);
            case RescueResult.NeedsSecondPerson:
                TempData.Say("The refund waits under “Refunds” for a second person to agree. The case closes when Stripe has made it");
                return LocalRedirect(List);
            case RescueResult.StillOpen:
                TempData.Say(Case.Kind == RescueKind.MessageOverdue, "The message is worked again. The case closes when that went well", "Stripe was asked, and the fault is still there");
                return LocalRedirect($"{List}/{Id}");
            default:
                TempData.SayNotDone("Somebody else has dealt with this case already");
                return LocalRedirect(List);
        }
    }

    private async Task<bool> LoadAsync(string? reason, CancellationToken ct)
    {
        if (await mediator.Send(new GetRescueCase(Id), ct) is not { } item) return false;
        (Case, Reason) = (item, reason);
        return true;
    }
}
