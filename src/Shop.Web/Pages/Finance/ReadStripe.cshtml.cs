using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Payouts;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>An officer does not want to wait for the next turn of the worker. Moves no money.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class ReadStripeModel(IMediator mediator) : PageModel
{
    private const string Payouts = "/finance/payouts";
    private const string Clearing = "/finance/clearing";

    public IActionResult OnGet() => LocalRedirect(Payouts);

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "back")] string? back, CancellationToken ct)
    {
        ModelState.Clear();
        TempData.Say(
            await mediator.Send(new ImportStripe(IsAwaited: true), ct),
            "Everything Stripe has told until now is read",
            "Stripe did not answer in time. What was read is kept, and the shop goes on reading by itself every few minutes");
        return LocalRedirect(back == Clearing ? Clearing : Payouts);
    }
}
