using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders.Staff;

/// <summary>
/// An officer refuses a line: the resident is told why, and what is due back is listed for finance to give back; nothing is refunded here.
/// Refundable charges are due back whole, those that are not are kept, those refundable by policy are due back unless the officer keeps them.
/// Throws when <paramref name="KeptChargeIds"/> names a charge that is not refundable by policy.
/// </summary>
/// <param name="Reason">For the resident, as they will read it.</param>
/// <param name="KeptChargeIds">Of the charges refundable by policy, those the council keeps.</param>
public sealed record RefuseLine(
    OrderReference Reference, Guid LineId, TeamScope Scope, Actor Actor, string Reason, IReadOnlyList<string> KeptChargeIds) : ICommand<CloseLineResult>;

internal sealed class RefuseLineValidator : AbstractValidator<RefuseLine>
{
    public RefuseLineValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(RefusalReason.MaxLength);
}

/// <summary>How long a reason may be; the page says so before.</summary>
public static class RefusalReason
{
    public const int MaxLength = 1000;
}

internal sealed class RefuseLineHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<RefuseLineHandler> log) : IRequestHandler<RefuseLine, CloseLineResult>
{
    public async Task<CloseLineResult> Handle(RefuseLine request, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(request.Reference.Value, cancellationToken);
        if (order?.FindLine(request.LineId, request.Scope) is not { } found) return CloseLineResult.NotFound;
        if (found.State != OrderLineState.ToDo) return CloseLineResult.AlreadyClosed;
        var now = clock.UtcNow();
        var reason = request.Reason.Trim();
        var line = order.RefuseLine(found.Id, reason, request.KeptChargeIds, now, request.Actor.Name);
        await mediator.Publish(new OrderLineRefused(
            order.Id, order.Reference, line.Id, line.Snapshot, order.Payer, reason, line.RefundDuePence, now, request.Actor.Name,
            [.. line.Charges.Where(c => c.RefundDuePence > 0).Select(c => c.ChargeId)]), cancellationToken);
        await mediator.Publish(new Audited(
            request.Actor, "refused", $"order {order.Reference}, {line.Title}", nameof(OrderLineState.ToDo), $"Refused, {new Money(line.RefundDuePence)} due back", reason), cancellationToken);
        log.LogInformation("Line {LineId} of order {OrderId} was refused by {StaffId}, {RefundDuePence}p due back", line.Id, order.Id, request.Actor.StaffId, line.RefundDuePence);
        return CloseLineResult.Done;
    }
}
