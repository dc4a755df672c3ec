using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Periods;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance.Periods;

/// <summary>A senior accountant closes a period or opens it again.</summary>
[Authorize(Policy = StaffPolicies.FinanceApprover)]
public sealed class ChangeModel(IMediator mediator) : PageModel
{
    public PeriodRow Row { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(int year, int number, CancellationToken ct) => await LoadAsync(year, number, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int year, int number, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(year, number, ct)) return NotFound();
        Reason = reason;
        var closes = !Row.IsClosed;
        switch (closes ? await mediator.Send(new ClosePeriod(User.Actor(), Row.Period, reason), ct) : await mediator.Send(new ReopenPeriod(User.Actor(), Row.Period, reason), ct))
        {
            case PeriodChange.ReasonMissing:
                ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter a reason"));
                return Page();
            case PeriodChange.NotOver:
                ModelState.AddModelError("", "The period is not over yet");
                return Page();
            case PeriodChange.NothingToDo:
                TempData.SayNotDone("Somebody else has changed this period already");
                break;
            default:
                TempData.Say(closes ? "The period is closed" : "The period is open again");
                break;
        }

        return LocalRedirect($"/finance/periods?year={year}");
    }

    private async Task<bool> LoadAsync(int year, int number, CancellationToken ct)
    {
        var period = new FinancialPeriod(year, number);
        if (!period.IsValid) return false;
        Row = await mediator.Send(new GetPeriod(period), ct);
        return true;
    }
}
