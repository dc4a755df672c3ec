using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders.Staff;

/// <summary>An order that was never paid, for the officer on the telephone. Null when it was paid, or has no line the officer may see.</summary>
public sealed record GetUnpaidOrder(OrderReference Reference, TeamScope Scope) : IQuery<UnpaidOrder?>;

/// <param name="CanBePaid">A link to pay it can be sent.</param>
/// <param name="Titles">What is paid for, other teams' lines included: they are paid in one go.</param>
public sealed record UnpaidOrder(
    OrderReference Reference, OrderState State, bool Withdrawn, bool CanBePaid, Payer Payer, IReadOnlyList<string> Titles, long TotalPence, DateTime CreatedAt, DateTime PayableUntil, string? AttentionReason);

internal sealed class GetUnpaidOrderHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<GetUnpaidOrder, UnpaidOrder?>
{
    public async Task<UnpaidOrder?> Handle(GetUnpaidOrder request, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().Include(o => o.Lines.OrderBy(l => l.Position)).AsNoTracking()
            .SingleOrDefaultAsync(o => o.Reference == request.Reference && o.PaidAt == null, cancellationToken);
        if (order is null || !order.Lines.Any(l => request.Scope.Includes(l.TeamId))) return null;
        return new UnpaidOrder(
            order.Reference, order.State, order.Withdrawn, order.CanBePaid(clock.UtcNow()), order.Payer, [.. order.Lines.Select(l => l.Title)],
            order.TotalPence, order.CreatedAt, order.PayableUntil, order.AttentionReason);
    }
}
