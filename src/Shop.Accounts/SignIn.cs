using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>
/// Checks an e-mail and password. Whatever is wrong (unknown, wrong password, locked, left) the answer is the same and
/// takes the same time. Outside a transaction, because checking a password takes long on purpose and would hold up every writer.
/// </summary>
public sealed record SignIn(string Email, string Password) : IGatewayCommand<SignInOutcome>;

public abstract record SignInOutcome
{
    private SignInOutcome() { }

    /// <param name="MustChangePassword">Nothing opens before a new password is chosen.</param>
    public sealed record SignedIn(ClaimsPrincipal Principal, bool MustChangePassword) : SignInOutcome;

    public sealed record Refused : SignInOutcome;
}

internal sealed class SignInHandler(ShopDbContext db, IMediator mediator, IPasswordHasher<StaffUser> hasher, ILookupNormalizer normalizer, ILogger<SignInHandler> log)
    : IRequestHandler<SignIn, SignInOutcome>
{
    /// <summary>Checked for unknown accounts, so that they take as long as known ones.</summary>
    private static readonly string HashOfNobody = new PasswordHasher<StaffUser>().HashPassword(null!, Guid.NewGuid().ToString());

    public async Task<SignInOutcome> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var email = normalizer.NormalizeEmail(request.Email);
        var user = await db.Set<StaffUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == email, cancellationToken);
        var isRight = request.Password.Length <= StaffPasswordRule.Longest
            && hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? HashOfNobody, request.Password) != PasswordVerificationResult.Failed;
        if (user is null)
        {
            log.LogWarning("Sign-in refused: unknown account");
            return new SignInOutcome.Refused();
        }

        var principal = await mediator.Send(new RecordSignIn(user.Id, isRight), cancellationToken);
        return principal is null ? new SignInOutcome.Refused() : new SignInOutcome.SignedIn(principal, principal.MustChangePassword());
    }
}

/// <summary>Counts the attempt. Null when the password was wrong, or the account is locked or has left.</summary>
internal sealed record RecordSignIn(Guid StaffId, bool PasswordIsRight) : ICommand<ClaimsPrincipal?>;

internal sealed class RecordSignInHandler(ShopDbContext db, TimeProvider clock, ILogger<RecordSignInHandler> log) : IRequestHandler<RecordSignIn, ClaimsPrincipal?>
{
    public async Task<ClaimsPrincipal?> Handle(RecordSignIn request, CancellationToken cancellationToken)
    {
        var user = await db.Set<StaffUser>().Include(u => u.Teams).SingleAsync(u => u.Id == request.StaffId, cancellationToken);
        if (!user.IsActive || user.IsLocked(clock.UtcNow()))
        {
            log.LogWarning("Sign-in refused to staff {StaffId}: {Why}", user.Id, user.IsActive ? "locked" : "has left");
            return null;
        }

        if (request.PasswordIsRight)
        {
            user.RecordSignIn(clock.UtcNow());
            log.LogInformation("Staff {StaffId} signed in", user.Id);
            return StaffClaims.For(user);
        }

        user.RecordFailure(clock.UtcNow());
        log.LogWarning("Sign-in refused to staff {StaffId}: wrong password{Locked}", user.Id, user.IsLocked(clock.UtcNow()) ? ", locked now" : "");
        return null;
    }
}
