using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff;

/// <summary>Ends the sessions at the server, not only this browser's cookie.</summary>
public sealed class SignOutModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await mediator.Send(new EndSessions(User.StaffId()), ct);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect(AccountsModule.SignInPath + "?signed-out=true");
    }
}
