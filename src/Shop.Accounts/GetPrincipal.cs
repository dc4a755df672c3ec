using System.Security.Claims;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>The rights of a member of staff as they are now; null for somebody unknown or who has left.</summary>
public sealed record GetPrincipal(Guid StaffId) : IQuery<ClaimsPrincipal?>;

internal sealed class GetPrincipalHandler(ShopDbContext db) : IRequestHandler<GetPrincipal, ClaimsPrincipal?>
{
    public async Task<ClaimsPrincipal?> Handle(GetPrincipal request, CancellationToken cancellationToken)
    {
        var user = await db.Set<StaffUser>().AsNoTracking().Include(u => u.Teams)
            .SingleOrDefaultAsync(u => u.Id == request.StaffId && u.IsActive, cancellationToken);
        return user is null ? null : StaffClaims.For(user);
    }
}
