using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>
/// Ends orders nobody paid within 24 hours. The payment is taken back at Stripe first, so an order that ended cannot be paid any more; one
/// that was paid meanwhile stays paid. When Stripe does not answer, the order waits for the next call. Does nothing to orders with
/// money on them that does not fit: finance settles those. Returns how many lapsed.
/// </summary>
public sealed record LapseOrders : IGatewayCommand<int>;

internal sealed class LapseOrdersHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<LapseOrdersHandler> log) : IRequestHandler<LapseOrders, int>
{
    private const int AtOnce = 100;
    private const int FailuresBeforeGivingUp = 3;

    public async Task<int> Handle(LapseOrders request, CancellationToken cancellationToken)
    {
        var lapsed = 0;
        var failures = 0;
        foreach (var (id, reference) in await OverdueAsync(cancellationToken))
        {
            if (await CloseAsync(id, reference, cancellationToken) is not { } payment)
            {
                if (++failures == FailuresBeforeGivingUp) break;
                continue;
            }

            if (payment == PaymentState.Closed && await mediator.Send(new LapseOrder(id), cancellationToken)) lapsed++;
        }

        return lapsed;
    }

    private async Task<List<(Guid Id, OrderReference Reference)>> OverdueAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var rows = await db.Set<Order>()
            .Where(o => o.State == OrderState.AwaitingPayment && o.PayableUntil <= now && o.OtherMoneyPence == 0)
            .OrderBy(o => o.PayableUntil).Take(AtOnce).Select(o => new { o.Id, o.Reference }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Id, r.Reference))];
    }

    /// <summary>Null when Stripe did not answer; the reason is logged and the order looked at again with the next call.</summary>
    private async Task<PaymentState?> CloseAsync(Guid id, OrderReference reference, CancellationToken ct)
    {
        try
        {
            return await mediator.Send(new ClosePayment(reference.Value), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning(e, "The payment of order {OrderId} could not be closed; it will be tried again", id);
            return null;
        }
    }
}

/// <summary>Lapses one order whose payment is closed. Does nothing (false) when it was paid or lapsed meanwhile.</summary>
internal sealed record LapseOrder(Guid OrderId) : ICommand<bool>;

internal sealed class LapseOrderHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<LapseOrderHandler> log) : IRequestHandler<LapseOrder, bool>
{
    public async Task<bool> Handle(LapseOrder request, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().Include(o => o.Lines.OrderBy(l => l.Position)).SingleAsync(o => o.Id == request.OrderId, cancellationToken);
        if (order.State != OrderState.AwaitingPayment || order.OtherMoneyPence > 0) return false;
        var now = clock.UtcNow();
        order.Lapse(now);
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Lapsed, now, out var token));
        await mediator.Publish(new OrderLapsed(order.Id, order.Reference, order.Payer, [.. order.Lines.Select(l => l.Title)], token), cancellationToken);
        log.LogInformation("Order {OrderId} lapsed unpaid", order.Id);
        return true;
    }
}
