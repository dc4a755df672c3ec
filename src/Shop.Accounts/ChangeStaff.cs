using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>An administrator changes a person's role and teams. It counts from their next request on.</summary>
public sealed record ChangeStaff(Actor By, Guid StaffId, StaffRole? Role, IReadOnlyList<string> Teams, string? Reason) : ICommand<StaffChange>;

/// <summary>An administrator takes away (or gives back) the right to sign in; taking it away ends open sessions at once.</summary>
public sealed record SetStaffActive(Actor By, Guid StaffId, bool Active, string? Reason) : ICommand<StaffChange>;

public abstract record StaffChange
{
    private StaffChange() { }

    public sealed record Done : StaffChange;

    public sealed record NotFound : StaffChange;

    /// <summary>Nothing was changed; messages by field (role, teams, reason; "" for the whole form).</summary>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : StaffChange;
}

internal sealed class ChangeStaffHandler(ShopDbContext db, IMediator mediator, ILogger<ChangeStaffHandler> log)
    : IRequestHandler<ChangeStaff, StaffChange>, IRequestHandler<SetStaffActive, StaffChange>
{
    public async Task<StaffChange> Handle(ChangeStaff request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        StaffRights.Check(request.Role, request.Teams, errors);
        return await ChangeAsync(request.By, request.StaffId, "changed rights", request.Reason, errors, u => u.Become(request.Role!.Value, request.Teams), cancellationToken);
    }

    public async Task<StaffChange> Handle(SetStaffActive request, CancellationToken cancellationToken) => await ChangeAsync(
        request.By, request.StaffId, request.Active ? "let back in" : "stopped access", request.Reason, [],
        user =>
        {
            if (user.IsActive == request.Active) return;
            if (request.Active) user.Return();
            else user.Leave();
            user.EndSessions();
        },
        cancellationToken);

    private async Task<StaffChange> ChangeAsync(
        Actor by, Guid staffId, string what, string? reason, Dictionary<string, string> errors, Action<StaffUser> change, CancellationToken ct)
    {
        await db.RequireAdministratorAsync(by, ct);
        if (by.StaffId == staffId) errors[""] = "You cannot change your own access; ask another administrator";
        StaffRights.CheckReason(reason, errors);
        if (errors.Count > 0) return new StaffChange.Refused(errors);
        var user = await db.Set<StaffUser>().Include(u => u.Teams).SingleOrDefaultAsync(u => u.Id == staffId, ct);
        if (user is null) return new StaffChange.NotFound();

        var before = user.Rights();
        change(user);
        // A change of teams alone is no change of the row; mark it, so that two administrators do not mix their choices.
        db.Entry(user).State = EntityState.Modified;
        await mediator.Publish(new Audited(by, what, user.AuditSubject(), before, user.Rights(), reason!.Trim()), ct);
        log.LogInformation("Staff {By} {What} of staff {StaffId}", by.StaffId, what, staffId);
        return new StaffChange.Done();
    }
}
