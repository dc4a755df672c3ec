using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>
/// At the very first start, makes an administrator and an income officer with generated passwords, returned this once.
/// Does nothing (an empty list) when there is any member of staff, even one who has left.
/// </summary>
/// <param name="EmailDomain">The council's, as in "council.example".</param>
public sealed record EnsureFirstStaff(string EmailDomain) : ICommand<IReadOnlyList<GeneratedStaff>>;

public sealed record GeneratedStaff(string Email, string Password, StaffRole Role);

internal sealed class EnsureFirstStaffHandler(ShopDbContext db, UserManager<StaffUser> users, IMediator mediator, TimeProvider clock)
    : IRequestHandler<EnsureFirstStaff, IReadOnlyList<GeneratedStaff>>
{
    public async Task<IReadOnlyList<GeneratedStaff>> Handle(EnsureFirstStaff request, CancellationToken cancellationToken)
    {
        if (await db.Set<StaffUser>().AnyAsync(cancellationToken)) return [];
        return
        [
            await AddAsync("Administrator", $"admin@{request.EmailDomain}", StaffRole.Administrator, cancellationToken),
            await AddAsync("Income officer", $"finance@{request.EmailDomain}", StaffRole.FinanceOfficer, cancellationToken),
        ];
    }

    private async Task<GeneratedStaff> AddAsync(string name, string email, StaffRole role, CancellationToken ct)
    {
        var user = new StaffUser(name, email, role, clock.UtcNow());
        var password = GeneratedPassword.New();
        (await users.CreateAsync(user, password)).Require();
        await mediator.Publish(new Audited(null, "added staff", user.AuditSubject(), null, user.Rights(), "first start"), ct);
        return new GeneratedStaff(email, password, role);
    }
}
