using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>Everybody who may or might sign in, active ones first, by name.</summary>
public sealed record ListStaff : IQuery<IReadOnlyList<StaffRow>>;

/// <summary>One person; null when unknown.</summary>
public sealed record GetStaff(Guid StaffId) : IQuery<StaffRow?>;

/// <param name="IsLocked">By too many wrong passwords, for some minutes.</param>
public sealed record StaffRow(
    Guid StaffId, string Name, string Email, StaffRole Role, IReadOnlyList<string> Teams, bool IsActive, bool IsLocked, bool MustChangePassword, DateTime? LastSignInAt);

internal sealed class ListStaffHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ListStaff, IReadOnlyList<StaffRow>>, IRequestHandler<GetStaff, StaffRow?>
{
    public async Task<IReadOnlyList<StaffRow>> Handle(ListStaff request, CancellationToken cancellationToken)
    {
        var users = await db.Set<StaffUser>().AsNoTracking().Include(u => u.Teams)
            .OrderByDescending(u => u.IsActive).ThenBy(u => u.Name).ToListAsync(cancellationToken);
        return [.. users.Select(Row)];
    }

    public async Task<StaffRow?> Handle(GetStaff request, CancellationToken cancellationToken)
    {
        var user = await db.Set<StaffUser>().AsNoTracking().Include(u => u.Teams).SingleOrDefaultAsync(u => u.Id == request.StaffId, cancellationToken);
        return user is null ? null : Row(user);
    }

    private StaffRow Row(StaffUser user) => new(
        user.Id, user.Name, user.Email!, user.Role, [.. user.Teams.Select(t => t.TeamId).Order(StringComparer.Ordinal)],
        user.IsActive, user.IsLocked(clock.UtcNow()), user.MustChangePassword, user.LastSignInAt);
}
