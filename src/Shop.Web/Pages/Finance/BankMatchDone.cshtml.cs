using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Bank.Matching;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>One match: its lines, its payouts, who confirmed it; and where it is undone.</summary>
public sealed class BankMatchDoneModel(IMediator mediator) : PageModel
{
    public MatchView View { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(id, ct)) return NotFound();
        Reason = reason;
        switch (await mediator.Send(new UndoMatch(User.Actor(), id, reason), ct))
        {
            case UndoMatchResult.ReasonMissing:
                ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why the match is wrong"));
                return Page();
            case UndoMatchResult.DifferenceCleared:
                ModelState.AddModelError("reason", "The difference of this match was cleared to a code: undo that first");
                return Page();
            case UndoMatchResult.Undone:
                TempData.Say("The match is undone: its lines and payouts are to explain again");
                return LocalRedirect("/finance/bank/match");
            default:
                TempData.SayNotDone("Somebody else has undone this match already");
                return LocalRedirect("/finance/bank/match");
        }
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetMatch(id), ct) is not { } view) return false;
        View = view;
        return true;
    }
}
