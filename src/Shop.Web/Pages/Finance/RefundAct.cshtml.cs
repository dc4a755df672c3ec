using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>What an officer does with a refund that waits: agree or decline, say what it was taken from, or how it was paid.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class RefundActModel(IMediator mediator) : PageModel
{
    public const string Whole = "order";
    public const string Again = "again";
    public const string Otherwise = "otherwise";
    private const string NotBackYet = "Stripe has not put the money back into the balance yet. Try again tomorrow";
    private const string OtherFirst = "Nobody has said what another refund of this payment was taken from. Say that first: it is under “Refunds”";
    private const string GiveBackInstead =
        "It is not known what this refund was taken from, so the shop cannot send it again. Give the money back on the payment’s page, then say here that it took the place of this one";
    private const string OnCodes = "This money was cleared to ledger codes: find its item under “Suspense” and undo the clearing first";

    public static IReadOnlyList<GovOption> Decisions { get; } = [new("agree", "Yes, send it"), new("decline", "No")];

    public RefundView View { get; private set; } = null!;
    public string? Reason { get; private set; }
    public string? From { get; private set; }

    /// <summary>How a refund that came to nothing goes back: again, otherwise, or the id of the one that took its place.</summary>
    public string? How { get; private set; }

    /// <summary>The number of the refund that sending it again makes.</summary>
    public Guid Next { get; private set; } = Guid.CreateVersion7();

    /// <summary>They asked for it themselves: somebody else has to decide.</summary>
    public bool IsTheirs => View.AskedById == User.Actor().StaffId;

    public IReadOnlyList<GovOption> Lines =>
        [new GovOption(Whole, "The whole order, in proportion"), .. View.Lines.Select(l => new GovOption(l.OrderLineId.ToString(), $"{l.Title}, {new Money(l.LeftPence)} left"))];

    public IReadOnlyList<GovOption> Ways =>
    [
        new GovOption(Otherwise, "It was paid by bank transfer or cheque"),
        new GovOption(Again, "Send it to the card again", "A closed card fails again. Stripe asks the card’s bank once more"),
        .. View.Replacements.Select(r => new GovOption(
            r.Id.ToString(), $"Another refund of {new Money(r.AmountPence)} took its place", $"Asked for by {r.AskedBy ?? r.Origin.InWords()}, {Display.DateTime(r.AskedAt)}: {r.Reason}")),
    ];

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
            case DecideRefundResult.Agreed:
                await this.SendAsync(mediator, id, ct);
                return LocalRedirect(Back);
            case DecideRefundResult.Declined: return Done("The refund is declined");
            case DecideRefundResult.ReasonMissing: return Invalid("reason", ReasonFault.In(reason, "Enter why you decline it"));
            case DecideRefundResult.SamePerson: return Invalid("decision", "You asked for this refund yourself: somebody else has to decide");
            case DecideRefundResult.NotPossible: return Invalid("decision", "It cannot be sent any more: the payment is disputed, less is left of it, or the money was cleared to ledger codes. Decline it");
            default: return NotDone("Somebody else has decided already");
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
            default: return NotDone("Somebody else has allocated it already");
        }
    }

    public async Task<IActionResult> OnPostOwedAsync(
        Guid id, [FromForm(Name = "how")] string? how, [FromForm(Name = "next")] Guid next, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        if (next == Guid.Empty) return BadRequest();
        (How, Next) = (how, next);
        if (await OpenAsync(id, reason, ct) is { } answer) return answer;
        return how switch
        {
            Again => await SendAgainAsync(id, ct),
            Otherwise => await PayOtherwiseAsync(id, ct),
            _ => Guid.TryParse(how, out var other) ? await ReplaceAsync(id, other, ct) : Invalid("how", "Choose how the money goes back"),
        };
    }

    private async Task<IActionResult> PayOtherwiseAsync(Guid id, CancellationToken ct) =>
        await mediator.Send(new PayRefundOtherwise(User.Actor(), id, Reason), ct) switch
        {
            PayRefundOtherwiseResult.ReasonMissing => Invalid("reason", ReasonFault.In(Reason, "Enter how it was paid")),
            PayRefundOtherwiseResult.NothingLeft => Invalid("how", "This money has gone back another way since: do not pay it again. If another refund took its place, say which"),
            PayRefundOtherwiseResult.NotBackYet => Invalid("how", NotBackYet),
            PayRefundOtherwiseResult.OnCodes => Invalid("how", OnCodes),
            PayRefundOtherwiseResult.Done => Done("The refund is recorded as paid by other means"),
            _ => NotDone("Somebody else has dealt with it already"),
        };

    private async Task<IActionResult> SendAgainAsync(Guid id, CancellationToken ct)
    {
        switch (await mediator.Send(new SendRefundAgain(User.Actor(), id, Next, Reason), ct))
        {
            case SendRefundAgainResult.Recorded:
                await this.SendAsync(mediator, Next, ct);
                return LocalRedirect($"/finance/refunds/{Next}");
            case SendRefundAgainResult.NeedsSecondPerson: return Done("The refund waits for a second person", $"/finance/refunds/{Next}");
            case SendRefundAgainResult.ReasonMissing: return Invalid("reason", ReasonFault.In(Reason, "Enter why it is sent again"));
            case SendRefundAgainResult.NothingLeft: return Invalid("how", "This money has gone back another way since, so it cannot be sent again. If another refund took its place, say which");
            case SendRefundAgainResult.NotBackYet: return Invalid("how", NotBackYet);
            case SendRefundAgainResult.OnCodes: return Invalid("how", OnCodes);
            case SendRefundAgainResult.DisputeOpen: return Invalid("how", "The payer’s bank disputes this payment, so nothing can be sent until the bank has decided");
            case SendRefundAgainResult.AllocateFirst: return Invalid("how", View.Refund.IsAllocated ? OtherFirst : GiveBackInstead);
            default: return NotDone("Somebody else has dealt with it already");
        }
    }

    private async Task<IActionResult> ReplaceAsync(Guid id, Guid other, CancellationToken ct) =>
        await mediator.Send(new ReplaceRefund(User.Actor(), id, other, Reason), ct) switch
        {
            ReplaceRefundResult.ReasonMissing => Invalid("reason", ReasonFault.In(Reason, "Enter how you know")),
            ReplaceRefundResult.NotFit => Invalid("how", "That refund cannot have taken its place: choose again"),
            ReplaceRefundResult.Done => Done("The refund is recorded as replaced"),
            _ => NotDone("Somebody else has dealt with it already"),
        };

    private bool Waits => View.IsOwed || View.Refund is { State: FinanceRefundState.AwaitingSecondPerson } or { IsAllocated: false, ReplacedById: null };

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

    private LocalRedirectResult Done(string words, string? to = null)
    {
        TempData.Say(words);
        return LocalRedirect(to ?? Back);
    }

    private LocalRedirectResult NotDone(string words)
    {
        TempData.SayNotDone(words);
        return LocalRedirect(Back);
    }
}
