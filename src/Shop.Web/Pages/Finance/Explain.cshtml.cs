using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Proof;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer says why a difference of the proof is there.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class ExplainModel(IMediator mediator) : PageModel
{
    [FromQuery(Name = "key")] public string? Key { get; set; }

    [FromQuery(Name = "amount")] public long Amount { get; set; }

    [FromQuery(Name = "from")] public string? From { get; set; }

    [FromQuery(Name = "to")] public string? To { get; set; }

    public string? Reason { get; private set; }

    public string Back => "/finance/proof" + Days();

    public string FormAction => "/finance/proof/explain" + Days().Add("key", Key ?? "").Add("amount", Amount.ToString(CultureInfo.InvariantCulture));

    public IActionResult OnGet() => ModelState.IsValid && !string.IsNullOrEmpty(Key) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        if (!ModelState.IsValid || string.IsNullOrEmpty(Key)) return NotFound();
        Reason = reason;
        switch (await mediator.Send(new ExplainDifference(User.Actor(), Key, Amount, reason), ct))
        {
            case MarkResult.ReasonMissing:
                ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why the difference is there"));
                return Page();
            case MarkResult.Done:
                TempData.Say("The difference is explained");
                return LocalRedirect(Back);
            default:
                return NotFound();
        }
    }

    private QueryString Days()
    {
        var days = new DayRange(From, To);
        return days is { First: not null, Last: not null } ? QueryString.Create("from", From!).Add("to", To!) : QueryString.Empty;
    }
}
