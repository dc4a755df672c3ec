using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>An order for the resident who holds a key to it. Null when the key is wrong or has expired. Knows nothing of how an open payment stands: ask Payments.</summary>
public sealed record GetOrderByLink(string Token) : IQuery<ResidentOrder?>;

/// <summary>What a resident sees of their order. No name, address or document: the key may be forwarded with the e-mail.</summary>
/// <param name="Withdrawn">It lapsed because the resident ordered something else instead.</param>
/// <param name="CanBePaid">It awaits payment, its time is not over and no other money is on it.</param>
/// <param name="OtherMoneyPence">Charged beside the order's own payment and not given back yet; the council gives it back or keeps it with the resident's word.</param>
/// <param name="Refunds">Oldest first.</param>
public sealed record ResidentOrder(
    OrderReference Reference,
    OrderState State,
    bool Withdrawn,
    bool CanBePaid,
    DateTime CreatedAt,
    DateTime PayableUntil,
    DateTime? PaidAt,
    long TotalPence,
    long VatPence,
    long RefundedPence,
    long OtherMoneyPence,
    string? CardBrand,
    string? CardLast4,
    IReadOnlyList<ResidentOrderLine> Lines,
    IReadOnlyList<ResidentRefund> Refunds)
{
    public bool IsFree => TotalPence == 0;
}

public sealed record ResidentOrderLine(LineSnapshot Snapshot, OrderLineState State, DateTime? ClosedAt, string? RefusalReason, long RefundDuePence);

/// <param name="At">UTC; since when it stands so.</param>
public sealed record ResidentRefund(long AmountPence, RefundState State, DateTime At, RefundSettlement? Settlement);

internal sealed class GetOrderByLinkHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<GetOrderByLink, ResidentOrder?>
{
    public async Task<ResidentOrder?> Handle(GetOrderByLink request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var order = await db.OpenedBy(request.Token, now).WithLines().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (order is null) return null;
        var refunds = await db.Set<OrderRefund>().Where(r => r.OrderId == order.Id).OrderBy(r => r.At)
            .Select(r => new ResidentRefund(r.AmountPence, r.State, r.At, r.Settlement)).ToListAsync(cancellationToken);
        return new ResidentOrder(
            order.Reference, order.State, order.Withdrawn,
            order.CanBePaid(now),
            order.CreatedAt, order.PayableUntil, order.PaidAt, order.TotalPence, order.VatPence, order.RefundedPence, order.OtherMoneyPence - order.OtherMoneyRefundedPence,
            order.CardBrand, order.CardLast4,
            [.. order.Lines.Select(l => new ResidentOrderLine(l.Snapshot, l.State, l.ClosedAt, l.RefusalReason, l.RefundDuePence))], refunds);
    }
}
