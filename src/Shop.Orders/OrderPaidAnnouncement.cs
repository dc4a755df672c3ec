using MediatR;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

/// <summary>Marks an order paid and tells the other modules, in the running transaction: the order, its journal and its receipt commit together.</summary>
internal sealed class OrderPaidAnnouncement(ShopDbContext db, IMediator mediator, TimeProvider clock)
{
    /// <summary>Throws when the order cannot become paid, or when the amount is another. <paramref name="paid"/> is null for a free order.</summary>
    /// <param name="feePence">Stripe's fee where it is known already.</param>
    public async Task AnnounceAsync(Order order, PaidWith? paid, DateTime paidAt, long? feePence, CancellationToken ct)
    {
        var now = clock.UtcNow();
        order.MarkPaid(paid, paidAt, now);
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Receipt, now, out var token));
        await mediator.Publish(new OrderPaid(
            order.Id, order.Reference, paidAt, order.Payer,
            [.. order.Lines.OrderBy(l => l.Position).Select(l => new PaidLine(l.Id, l.Snapshot))],
            token, paid?.PaymentId, paid?.ChargeId, paid?.CardBrand, paid?.CardLast4, feePence), ct);
    }
}
