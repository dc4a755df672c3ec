using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Checkout;

/// <summary>
/// Makes an order of exactly what the check page showed. The same content again (double click, second tab, Back from
/// Stripe) leads to the same order. The basket keeps its lines until the order is paid; a free order is paid at once.
/// </summary>
internal sealed record PlaceOrder(string BasketId, string ContentHash, string AcceptedTermsVersion) : ICommand<PlaceOrderResult>;

internal abstract record PlaceOrderResult
{
    private PlaceOrderResult() { }

    /// <param name="ToPay">False when it was free, or paid meanwhile.</param>
    public sealed record Placed(OrderReference Reference, string LinkToken, bool ToPay) : PlaceOrderResult;

    /// <summary>What the page showed is no more; nothing was ordered.</summary>
    public sealed record Changed : PlaceOrderResult;

    /// <summary>This step comes first; nothing was ordered.</summary>
    public sealed record NotReady(CheckoutStep Step) : PlaceOrderResult;

    /// <summary>An unpaid order of other content must be withdrawn first; nothing was ordered.</summary>
    public sealed record EarlierOrderOpen(Guid OrderId, string Reference) : PlaceOrderResult;
}

internal sealed class PlaceOrderHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<PlaceOrder, PlaceOrderResult>
{
    public async Task<PlaceOrderResult> Handle(PlaceOrder request, CancellationToken cancellationToken)
    {
        var checkout = await mediator.Send(new GetCheckout(request.BasketId), cancellationToken);
        var latest = await db.Set<PlacedOrder>().Where(o => o.BasketId == request.BasketId)
            .OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellationToken);
        var repeated = latest is not null && latest.State != PlacedOrderState.Replaced && latest.ContentHash == request.ContentHash;
        if (checkout is null or { Basket.Lines.Count: 0 })
            return repeated ? await OpenAgainAsync(latest!, cancellationToken) : new PlaceOrderResult.NotReady(CheckoutStep.Basket);
        if (checkout.NextStep != CheckoutStep.Check) return new PlaceOrderResult.NotReady(checkout.NextStep);
        if (checkout.ContentHash != request.ContentHash || request.AcceptedTermsVersion != Terms.CurrentVersion) return new PlaceOrderResult.Changed();
        if (repeated) return await OpenAgainAsync(latest!, cancellationToken);
        if (latest is { State: PlacedOrderState.Open }) return new PlaceOrderResult.EarlierOrderOpen(latest.OrderId, latest.Reference);
        return await CreateAsync(request, checkout, (latest?.Number ?? 0) + 1, cancellationToken);
    }

    private async Task<PlaceOrderResult> OpenAgainAsync(PlacedOrder order, CancellationToken ct) =>
        Placed(await mediator.Send(new OpenOrder(order.OrderId), ct));

    private async Task<PlaceOrderResult> CreateAsync(PlaceOrder request, CheckoutView checkout, int number, CancellationToken ct)
    {
        var created = await mediator.Send(
            new CreateOrder(
                PlacedOrder.SourceKey(request.BasketId, request.ContentHash, number),
                checkout.Contact!.ToPayer(),
                [.. checkout.Basket.Lines.Select(l => new NewOrderLine(l.LineId, l.Snapshot))],
                request.AcceptedTermsVersion), ct);
        return created switch
        {
            CreateOrderResult.Created order => await RememberAsync(order, request, checkout, number, ct),
            CreateOrderResult.DocumentsMissing => new PlaceOrderResult.NotReady(CheckoutStep.Documents),
            CreateOrderResult.AmountTooSmall => new PlaceOrderResult.NotReady(CheckoutStep.Basket),
            _ => throw new InvalidOperationException($"Unknown result {created.GetType().Name}."),
        };
    }

    private async Task<PlaceOrderResult> RememberAsync(CreateOrderResult.Created order, PlaceOrder request, CheckoutView checkout, int number, CancellationToken ct)
    {
        var lineIds = checkout.Basket.Lines.Select(l => l.LineId).ToList();
        var placed = new PlacedOrder(order.OrderId, order.Reference.Value, request.BasketId, number, request.ContentHash, lineIds, clock.UtcNow());
        db.Add(placed);
        if (!order.ToPay) await mediator.Send(new FinishCheckout(placed), ct);
        return Placed(order);
    }

    private static PlaceOrderResult.Placed Placed(CreateOrderResult.Created order) => new(order.Reference, order.LinkToken, order.ToPay);
}
