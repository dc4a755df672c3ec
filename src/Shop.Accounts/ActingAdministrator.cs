using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

internal static class ActingAdministrator
{
    /// <summary>
    /// Makes sure that who changes staff is an administrator at this moment. The row is written, too: of two
    /// administrators who take each other's rights at once, one loses the race and, run again, is refused, so there is
    /// always one left. Throws <see cref="UnauthorizedAccessException"/> otherwise.
    /// </summary>
    public static async Task RequireAdministratorAsync(this ShopDbContext db, Actor actor, CancellationToken ct)
    {
        var user = await db.Set<StaffUser>().SingleOrDefaultAsync(u => u.Id == actor.StaffId, ct);
        if (user is not { IsActive: true, Role: StaffRole.Administrator })
            throw new UnauthorizedAccessException($"Staff {actor.StaffId} is not an administrator.");
        db.Entry(user).State = EntityState.Modified;
    }
}
