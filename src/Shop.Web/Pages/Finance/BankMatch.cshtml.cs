using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank.Matching;
using Shop.Kernel;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>Bank lines on the left, payouts on the right, and the difference of what is chosen.</summary>
public sealed class BankMatchModel(IMediator mediator) : PageModel
{
    private const string Here = "/finance/bank/match";

    public MatchingView View { get; private set; } = null!;
    public string? Search { get; private set; }
    public string? Reason { get; private set; }
    public bool RestToSuspense { get; private set; }
    public bool MayChange => User.MayWorkOnMoney();

    public bool IsAnythingChosen => View.Lines.Any(l => l.IsChosen) || View.Payouts.Any(p => p.IsChosen);

    public async Task OnGetAsync([FromQuery] Guid[] line, [FromQuery] string[] payout, [FromQuery(Name = "q")] string? q, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(line, payout, q, ct);
    }

    /// <summary>Without JavaScript: the same page with the difference of what is ticked, at an address that can be shared.</summary>
    public IActionResult OnPostDifference(MatchForm form) => LocalRedirect(form.Address(Here));

    public async Task<IActionResult> OnPostConfirmAsync(MatchForm form, CancellationToken ct)
    {
        ModelState.Clear();
        if (!MayChange) return Forbid();
        var result = await mediator.Send(new ConfirmMatch(User.Actor(), form.Lines, form.Payouts, form.Reason, form.Rest == "yes", form.SuggestionKind), ct);
        switch (result)
        {
            case ConfirmMatchResult.Confirmed confirmed:
                TempData.Say(confirmed.DifferencePence == 0 ? "The match is confirmed and posted" : $"The match is confirmed and posted; {new Money(confirmed.DifferencePence)} is in suspense");
                return LocalRedirect(Here);
            case ConfirmMatchResult.NotOpen:
                TempData.SayNotDone("Nothing was matched: somebody else has matched one of them meanwhile");
                return LocalRedirect(Here);
            case ConfirmMatchResult.NothingChosen:
                return await AgainAsync(form, "reason", "Tick at least one bank line and one payout", ct);
            case ConfirmMatchResult.ManyToMany:
                return await AgainAsync(form, "reason", "Tick one bank line with its payouts, or one payout with its bank lines, and confirm step by step: several with several are taken together only when they come to the same amount and all go the same way", ct);
            case ConfirmMatchResult.Differs differs:
                return await AgainAsync(form, "rest", $"The lines and the payouts differ by {new Money(differs.DifferencePence)}: choose others, or send the difference to suspense", ct);
            default:
                return await AgainAsync(form, "reason", ReasonFault.In(form.Reason, "Enter why this is right"), ct);
        }
    }

    public Task<IActionResult> OnPostSuspendAsync(MatchForm form, CancellationToken ct) =>
        SortAsync(form, "The lines are in suspense", () => mediator.Send(new SuspendLines(User.Actor(), form.Lines, form.Reason), ct), ct);

    public Task<IActionResult> OnPostLeaveOutAsync(MatchForm form, CancellationToken ct) =>
        SortAsync(form, "The lines are left out", () => mediator.Send(new LeaveOutLines(User.Actor(), form.Lines, form.Reason), ct), ct);

    private async Task<IActionResult> SortAsync(MatchForm form, string done, Func<Task<MarkResult>> send, CancellationToken ct)
    {
        ModelState.Clear();
        if (!MayChange) return Forbid();
        if (form.Lines.Length == 0) return await AgainAsync(form, "reason", "Tick the bank lines that you mean", ct);
        var result = await send();
        if (result == MarkResult.ReasonMissing) return await AgainAsync(form, "reason", ReasonFault.In(form.Reason, "Enter why"), ct);
        TempData.Say(result == MarkResult.Done, done, "Nothing was changed: one of the lines is dealt with already");
        return LocalRedirect(Here);
    }

    private async Task<IActionResult> AgainAsync(MatchForm form, string field, string message, CancellationToken ct)
    {
        await LoadAsync(form.Lines, form.Payouts, null, ct);
        (Reason, RestToSuspense) = (form.Reason, form.Rest == "yes");
        ModelState.AddModelError(field, message);
        return Page();
    }

    private async Task LoadAsync(Guid[] lines, string[] payouts, string? q, CancellationToken ct)
    {
        Search = q;
        View = await mediator.Send(new GetMatching(lines, payouts, q), ct);
    }
}
