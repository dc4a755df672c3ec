using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff;

/// <summary>The one staff page that opens without an account.</summary>
[EnableRateLimiting(StaffPolicies.SignInRateLimit)]
public sealed class SignInModel(IMediator mediator) : PageModel
{
    private const string Start = "/staff";

    [FromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }

    [FromQuery(Name = "signed-out")] public bool SignedOut { get; set; }

    public string? Email { get; private set; }

    /// <summary>Keeps the way back; only a path of this shop is ever followed.</summary>
    public string FormAction => Url.IsLocalUrl(ReturnUrl) ? $"{AccountsModule.SignInPath}?returnUrl={Uri.EscapeDataString(ReturnUrl)}" : AccountsModule.SignInPath;

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? LocalRedirect(Start) : Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? email, [FromForm] string? password, CancellationToken ct)
    {
        SignedOut = false;
        Email = email;
        if (string.IsNullOrWhiteSpace(email)) ModelState.AddModelError("email", "Enter your work email address");
        if (string.IsNullOrEmpty(password)) ModelState.AddModelError("password", "Enter your password");
        if (!ModelState.IsValid) return Page();
        if (await mediator.Send(new SignIn(email!.Trim(), password!), ct) is not SignInOutcome.SignedIn signedIn)
        {
            ModelState.AddModelError("email", "Check your email address and password. After 10 wrong passwords an account is locked for 15 minutes.");
            return Page();
        }

        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, signedIn.Principal);
        if (signedIn.MustChangePassword) return LocalRedirect("/staff/password");
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Start);
    }
}
