using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Orders;

/// <summary>
/// A link that only pays the order, for the resident who holds a key to it to send to whoever pays. New at each call, at most
/// <see cref="MakePayLinkHandler.PerHour"/> in an hour. Null, and nothing made, when the key is wrong, the order cannot be paid or too many were made.
/// </summary>
public sealed record MakePayLink(string OrderToken) : ICommand<string?>;

internal sealed class MakePayLinkHandler(ShopDbContext db, TimeProvider clock, ILogger<MakePayLinkHandler> log) : IRequestHandler<MakePayLink, string?>
{
    public const int PerHour = 10;

    public async Task<string?> Handle(MakePayLink request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var order = await db.OpenedBy(request.OrderToken, now).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (order is null || !order.CanBePaid(now)) return null;
        var hourAgo = now.AddHours(-1);
        var made = await db.Set<OrderLink>().CountAsync(l => l.OrderId == order.Id && l.Purpose == LinkPurpose.Pay && l.IssuedAt > hourAgo, cancellationToken);
        if (made >= PerHour) return null;
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Pay, now, out var token));
        log.LogInformation("A pay link to order {OrderId} was made", order.Id);
        return token;
    }
}
