using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer takes a bank line in again that was left out.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class BankLineInModel(IMediator mediator) : PageModel
{
    private const string Match = "/finance/bank/match";

    public LineRow Line { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Line.State == LineState.LeftOut ? Page() : LocalRedirect(Match) : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(id, ct)) return NotFound();
        Reason = reason;
        var result = await mediator.Send(new TakeLineIn(User.Actor(), id, reason), ct);
        if (result == MarkResult.ReasonMissing)
        {
            ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why"));
            return Page();
        }

        TempData.Say(result == MarkResult.Done, "The line is to explain again", "Somebody else has taken this line in already");
        return LocalRedirect(Match);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetBankLine(id), ct) is not { } line) return false;
        Line = line;
        return true;
    }
}
