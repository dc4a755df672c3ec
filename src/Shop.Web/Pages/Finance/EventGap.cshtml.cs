using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Kernel.Auditing;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer says what was found about days whose messages were missed.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class EventGapModel(IMediator mediator) : PageModel
{
    private const string List = "/finance/events";

    public EventGap Gap { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await mediator.Send(new GetEventGap(), ct) is not { } gap) return LocalRedirect(List);
        Gap = gap;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetEventGap(), ct) is not { } gap) return LocalRedirect(List);
        (Gap, Reason) = (gap, reason);
        if (!Reasons.IsGiven(reason))
        {
            ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter what was found"));
            return Page();
        }

        await mediator.Send(new CloseEventGap(User.Actor(), reason.Trim()), ct);
        TempData.Say("The missed days are looked at");
        return LocalRedirect(List);
    }
}
