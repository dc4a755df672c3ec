using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff;

/// <summary>One's own password; the other sessions end.</summary>
[EnableRateLimiting(StaffPolicies.SignInRateLimit)]
public sealed class PasswordModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "current")] string? current, [FromForm(Name = "new")] string? chosen, CancellationToken ct)
    {
        switch (await mediator.Send(new ChangeOwnPassword(User.StaffId(), current ?? "", chosen ?? ""), ct))
        {
            case ChangeOwnPasswordResult.Changed changed:
                await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, changed.Principal);
                TempData.Say("You have changed your password");
                return LocalRedirect("/staff");
            case ChangeOwnPasswordResult.Refused refused:
                ModelState.AddErrors(refused.Errors);
                return Page();
            default:
                throw new InvalidOperationException("An unknown outcome.");
        }
    }
}
