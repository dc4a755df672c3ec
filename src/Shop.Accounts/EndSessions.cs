using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>Ends every session of a member of staff at the server: a copied cookie opens nothing any more. Does nothing for an unknown id.</summary>
public sealed record EndSessions(Guid StaffId) : ICommand<Unit>;

internal sealed class EndSessionsHandler(ShopDbContext db, ILogger<EndSessionsHandler> log) : IRequestHandler<EndSessions, Unit>
{
    public async Task<Unit> Handle(EndSessions request, CancellationToken cancellationToken)
    {
        var user = await db.Set<StaffUser>().SingleOrDefaultAsync(u => u.Id == request.StaffId, cancellationToken);
        if (user is null) return Unit.Value;
        user.EndSessions();
        log.LogInformation("Ended the sessions of staff {StaffId}", user.Id);
        return Unit.Value;
    }
}
