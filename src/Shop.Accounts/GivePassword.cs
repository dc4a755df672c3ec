using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>
/// An administrator gives a person who forgot theirs a new generated password, to be changed at the next sign-in.
/// Ends open sessions and lifts a lock. Null for an unknown id or one's own.
/// </summary>
public sealed record GivePassword(Actor By, Guid StaffId) : ICommand<string?>;

internal sealed class GivePasswordHandler(ShopDbContext db, UserManager<StaffUser> users, IMediator mediator, ILogger<GivePasswordHandler> log) : IRequestHandler<GivePassword, string?>
{
    public async Task<string?> Handle(GivePassword request, CancellationToken cancellationToken)
    {
        await db.RequireAdministratorAsync(request.By, cancellationToken);
        var user = await db.Set<StaffUser>().Include(u => u.Teams).SingleOrDefaultAsync(u => u.Id == request.StaffId, cancellationToken);
        if (user is null || user.Id == request.By.StaffId) return null;

        var password = GeneratedPassword.New();
        user.MustChangePassword = true;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        (await users.RemovePasswordAsync(user)).Require();
        (await users.AddPasswordAsync(user, password)).Require();
        await mediator.Publish(new Audited(request.By, "gave new password", user.AuditSubject(), null, null, null), cancellationToken);
        log.LogInformation("Staff {By} gave staff {StaffId} a new password", request.By.StaffId, user.Id);
        return password;
    }
}
