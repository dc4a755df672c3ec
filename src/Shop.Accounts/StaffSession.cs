using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>
/// Checks the session cookie against the database at each request: a sign-out, a new password or a deactivation ends it
/// at once, and a change of rights counts from the next request on. Idle 30 minutes, at most 10 hours (ASVS 5.0, 7.3).
/// </summary>
internal sealed class StaffSession(IMediator mediator, TimeProvider clock, ILogger<StaffSession> log) : CookieAuthenticationEvents
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);
    private const string StartedItem = "started";

    public override Task SigningIn(CookieSigningInContext context)
    {
        context.Properties.Items[StartedItem] = clock.UtcNow().ToString("O", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var current = IsTooOld(context.Properties) ? null : await CurrentPrincipalAsync(context);
        if (current is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        context.ReplacePrincipal(current);
        context.ShouldRenew = context.Properties.IssuedUtc is { } issued && clock.GetUtcNow() - issued > RenewAfter;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        var user = context.HttpContext.User;
        if (user.MustChangePassword() && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect("/staff/password");
            return Task.CompletedTask;
        }

        log.LogWarning("Refused {Endpoint} to staff {StaffId}", context.HttpContext.GetEndpoint()?.DisplayName, user.FindFirstValue(ClaimTypes.NameIdentifier));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsTooOld(AuthenticationProperties properties) =>
        !properties.Items.TryGetValue(StartedItem, out var text)
        || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started)
        || clock.UtcNow() - started >= Longest;

    private async Task<ClaimsPrincipal?> CurrentPrincipalAsync(CookieValidatePrincipalContext context)
    {
        if (!Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return null;
        var current = await mediator.Send(new GetPrincipal(id), context.HttpContext.RequestAborted);
        return current is not null && SameStamp(current, context.Principal!) ? current : null;
    }

    private static bool SameStamp(ClaimsPrincipal one, ClaimsPrincipal other) =>
        CryptographicOperations.FixedTimeEquals(Stamp(one), Stamp(other));

    private static byte[] Stamp(ClaimsPrincipal principal) => Encoding.UTF8.GetBytes(principal.FindFirstValue(StaffPrincipal.StampClaim) ?? "");
}
