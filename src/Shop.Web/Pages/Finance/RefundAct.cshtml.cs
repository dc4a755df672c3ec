using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>What an officer does with a refund that waits: agree or decline, say what it was taken from, or how it was paid.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class RefundActModel(IMediator mediator) : PageModel
{
    public const string Whole = "order";

    public static IReadOnlyList<GovOption> Decisions { get; } = [new("agree", "Yes, send it"), new("decline", "No")];

    public RefundView View { get; private set; } = null!;
    public string? Reason { get; private set; }
    public string? From { get; private set; }

    /// <summary>They asked for it themselves: somebody else has to decide.</summary>
    public bool IsTheirs => View.AskedById == User.Actor().StaffId;

    public IReadOnlyList<GovOption> Lines =>
        [new GovOption(Whole, "The whole order, in proportion"), .. View.Lines.Select(l => new GovOption(l.OrderLineId.ToString(), $"{l.Title}, {new Money(l.LeftPence)} left"))];

    private string Back => $"/finance/refunds/{View.Refund.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetRefund(id), ct) is not { } view) return NotFound();
        View = view;
        return Waits ? Page() : LocalRedirect(Back);
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, [FromForm(Name = "decision")] string? decision, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        if (await OpenAsync(id, reason, ct) is { } answer) return answer;
        if (decision is not ("agree" or "decline")) return Invalid("decision", "Choose whether the money goes back");
        switch (await mediator.Send(new DecideRefund(User.Actor(), id, decision == "agree", reason), ct))
        {
            case DecideRefundResult.Agreed: return Done(await this.SendAsync(mediator, id, ct));
            case DecideRefundResult.Declined: return Done("The refund is declined");
            case DecideRefundResult.ReasonMissing: return Invalid("reason", ReasonFault.In(reason, "Enter why you decline it"));
            case DecideRefundResult.SamePerson: return Invalid("decision", "You asked for this refund yourself: somebody else has to decide");
            case DecideRefundResult.NotPossible: return Invalid("decision", "It cannot be sent any more: the payment is disputed, less is left of it, or the money was cleared to ledger codes. Decline it");
            default: return Done("Somebody else has decided already");
        }
    }

    public async Task<IActionResult> OnPostAllocateAsync(Guid id, [FromForm(Name = "from")] string? from, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        From = from;
        if (await OpenAsync(id, reason, ct) is { } answer) return answer;
        if (from != Whole && !Guid.TryParse(from, out _)) return Invalid("from", "Choose what it was taken from");
        switch (await mediator.Send(new AllocateRefund(User.Actor(), id, from == Whole ? null : Guid.Parse(from!), reason), ct))
        {
            case AllocateRefundResult.ReasonMissing: return Invalid("reason", ReasonFault.In(reason, "Enter how you know"));
            case AllocateRefundResult.TooMuch: return Invalid("from", "Less than that is left of what you chose");
            case AllocateRefundResult.Allocated: return Done("The refund is allocated");
            default: return Done("Somebody else has allocated it already");
        }
    }

    public async Task<IActionResult> OnPostPaidAsync(Guid id, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        if (await OpenAsync(id, reason, ct) is { } answer) return answer;
        switch (await mediator.Send(new PayRefundOtherwise(User.Actor(), id, reason), ct))
        {
            case PayRefundOtherwiseResult.ReasonMissing: return Invalid("reason", ReasonFault.In(reason, "Enter how it was paid"));
            case PayRefundOtherwiseResult.NothingLeft: return Invalid("reason", "This money has gone back another way since: do not pay it again");
            case PayRefundOtherwiseResult.NotBackYet: return Invalid("reason", "Stripe has not put the money back into the balance yet. Try again tomorrow");
            case PayRefundOtherwiseResult.OnCodes: return Invalid("reason", "This money was cleared to ledger codes: find its item under “Suspense” and undo the clearing first");
            case PayRefundOtherwiseResult.Done: return Done("The refund is recorded as paid by other means");
            default: return Done("Somebody else has recorded it already");
        }
    }

    private bool Waits => View.Refund is { State: FinanceRefundState.AwaitingSecondPerson or FinanceRefundState.Failed or FinanceRefundState.Cancelled } or { IsAllocated: false };

    private async Task<IActionResult?> OpenAsync(Guid id, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        Reason = reason;
        if (await mediator.Send(new GetRefund(id), ct) is not { } view) return NotFound();
        View = view;
        return null;
    }

    private PageResult Invalid(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return Page();
    }

    private LocalRedirectResult Done(string words)
    {
        TempData.Say(words);
        return LocalRedirect(Back);
    }
}
