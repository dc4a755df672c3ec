using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Kernel.Auditing;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer has a failed message of Stripe worked again.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class EventRetryModel(IMediator mediator) : PageModel
{
    private const string List = "/finance/events";

    public string Id { get; private set; } = "";
    public string? Reason { get; private set; }

    public void OnGet(string id) => Id = id;

    public async Task<IActionResult> OnPostAsync(string id, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        (Id, Reason) = (id, reason);
        if (!Reasons.IsGiven(reason))
        {
            ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter what has changed"));
            return Page();
        }

        var again = await mediator.Send(new RetryWebhookEvent(User.Actor(), id, reason.Trim()), ct);
        TempData.Say(again, "The message will be worked again within seconds", "This message has not failed, or somebody else had it tried again");
        return LocalRedirect(List);
    }
}
