using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>A member of staff chooses a new password; every other session of theirs ends.</summary>
public sealed record ChangeOwnPassword(Guid StaffId, string Current, string New) : ICommand<ChangeOwnPasswordResult>;

public abstract record ChangeOwnPasswordResult
{
    private ChangeOwnPasswordResult() { }

    /// <param name="Principal">To go on with.</param>
    public sealed record Changed(ClaimsPrincipal Principal) : ChangeOwnPasswordResult;

    /// <summary>Nothing was changed; messages by field (current, new).</summary>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : ChangeOwnPasswordResult;
}

internal sealed class ChangeOwnPasswordHandler(ShopDbContext db, UserManager<StaffUser> users, ILogger<ChangeOwnPasswordHandler> log)
    : IRequestHandler<ChangeOwnPassword, ChangeOwnPasswordResult>
{
    public async Task<ChangeOwnPasswordResult> Handle(ChangeOwnPassword request, CancellationToken cancellationToken)
    {
        if (request.Current.Length is 0 or > StaffPasswordRule.Longest) return Refused("current", "Enter your current password");
        if (request.New.Length < StaffPasswordRule.Shortest) return Refused("new", $"New password must be {StaffPasswordRule.Shortest} characters or more");
        if (request.New == request.Current) return Refused("new", "New password must be different from the current one");
        var user = await db.Set<StaffUser>().Include(u => u.Teams).SingleAsync(u => u.Id == request.StaffId, cancellationToken);
        var result = await users.ChangePasswordAsync(user, request.Current, request.New);
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch))) return Refused("current", "Current password is not right");
        if (result.Errors.FirstOrDefault(e => e.Code != nameof(IdentityErrorDescriber.ConcurrencyFailure)) is { } error) return Refused("new", error.Description);
        result.Require();
        user.MustChangePassword = false;
        log.LogInformation("Staff {StaffId} changed their password", user.Id);
        return new ChangeOwnPasswordResult.Changed(StaffClaims.For(user));
    }

    private static ChangeOwnPasswordResult.Refused Refused(string field, string words) => new(new Dictionary<string, string> { [field] = words });
}
