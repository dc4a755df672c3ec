using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

/// <summary>Keeps money that does not fit on its order and tells finance. No money that reached us is ever only in a log.</summary>
internal sealed class StrayMoney(IMediator mediator, TimeProvider clock, ILogger<StrayMoney> log)
{
    /// <summary>Does nothing when the charge is noted already. Amount in pence; throws when it is not positive.</summary>
    public async Task NoteAsync(Order order, Guid paymentId, string? chargeId, long amountPence, DateTime takenAt, string reason, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amountPence);
        if (!order.NoteOtherMoney(new OtherMoney(order.Id, paymentId, chargeId, amountPence, takenAt, reason), clock.UtcNow())) return;
        log.LogWarning("Order {OrderId} needs attention: money of payment {PaymentId} does not fit", order.Id, paymentId);
        await mediator.Publish(new OrderNeedsAttention(order.Id, order.Reference, amountPence, reason, chargeId, takenAt), ct);
    }
}
