using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Batches;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>Makes draft batches of what is in none yet.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class NewModel(IMediator mediator) : PageModel
{
    public long Waiting { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Waiting = (await mediator.Send(new ListBatches(null, null), ct)).Waiting;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        switch (await mediator.Send(new MakeBatches(User.Actor()), ct))
        {
            case MakeBatchesResult.Made made:
                TempData.Say((made.Numbers.Count == 1 ? $"Batch {made.Numbers[0]} is made" : $"Batches {made.Numbers[0]} to {made.Numbers[^1]} are made") + (made.More ? "; more journals wait" : ""));
                return LocalRedirect(made.Numbers.Count == 1 ? $"/finance/exports/{made.Numbers[0]}" : "/finance/exports");
            case MakeBatchesResult.CodesMissing missing:
                ModelState.AddModelError("", $"The chart of accounts has no code for: {string.Join(", ", missing.Accounts.Select(FinanceWords.Account))}. Add it to ledger.json and import the catalogue.");
                await OnGetAsync(ct);
                return Page();
            default:
                TempData.SayNotDone("Every sealed journal is in a batch already");
                return LocalRedirect("/finance/exports");
        }
    }
}
