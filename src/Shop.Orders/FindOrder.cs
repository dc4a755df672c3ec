using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

/// <summary>
/// Somebody who lost the link to an order asks for it. When reference and e-mail address belong together, a link that works for 24 hours goes to
/// that address; otherwise nothing happens. The caller cannot tell which: there is no answer, and both write one row.
/// After <see cref="AskedPerHour"/> questions about a reference within an hour more of them do nothing.
/// </summary>
public sealed record FindOrder(OrderReference Reference, string Email) : ICommand<Unit>;

internal sealed class FindOrderHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<FindOrderHandler> log) : IRequestHandler<FindOrder, Unit>
{
    public const int AskedPerHour = 5;

    public async Task<Unit> Handle(FindOrder request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var hourAgo = now.AddHours(-1);
        var asked = await db.Set<OrderSearch>().CountAsync(s => s.Reference == request.Reference.Value && s.At > hourAgo, cancellationToken);
        var order = await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(o => o.Reference == request.Reference, cancellationToken);
        if (asked >= AskedPerHour) return Unit.Value;
        db.Add(new OrderSearch(request.Reference, now));
        if (order is null || !string.Equals(order.Payer.Email, request.Email.Trim(), StringComparison.OrdinalIgnoreCase)) return Unit.Value;

        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Found, now, out var token));
        await mediator.Publish(new OrderLinkAsked(order.Reference, order.Payer.Email, order.Payer.Name, token), cancellationToken);
        log.LogInformation("A link to order {OrderId} was asked for", order.Id);
        return Unit.Value;
    }
}

/// <summary>That somebody asked for a link by a reference, right or wrong; kept for the limit only.</summary>
internal sealed class OrderSearch
{
    private OrderSearch() { }

    public OrderSearch(OrderReference reference, DateTime at)
    {
        Id = Guid.CreateVersion7();
        Reference = reference.Value;
        At = at;
    }

    public Guid Id { get; private set; }
    public string Reference { get; private set; } = "";
    public DateTime At { get; private set; }
}
