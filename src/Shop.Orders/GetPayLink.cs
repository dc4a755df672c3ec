using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Orders;

/// <summary>What whoever holds a pay link may know: what is due and what for. Null when the key is wrong, has expired or is no pay link.</summary>
public sealed record GetPayLink(string Token) : IQuery<PayLinkView?>;

/// <summary>No name, address, answer or document: the holder may be anybody the resident forwarded the link to.</summary>
/// <param name="Withdrawn">It lapsed because the resident ordered something else instead.</param>
/// <param name="OtherMoneyPence">Money that does not fit; nobody is to pay until finance has settled it.</param>
public sealed record PayLinkView(
    OrderReference Reference, OrderState State, bool Withdrawn, bool CanBePaid, DateTime PayableUntil, DateTime? PaidAt,
    long TotalPence, long VatPence, long OtherMoneyPence, IReadOnlyList<PayLinkLine> Lines);

public sealed record PayLinkLine(string Title, long GrossPence);

internal sealed class GetPayLinkHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<GetPayLink, PayLinkView?>
{
    public async Task<PayLinkView?> Handle(GetPayLink request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var order = await db.PaidBy(request.Token, now).Include(o => o.Lines.OrderBy(l => l.Position)).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return order is null ? null : new PayLinkView(
            order.Reference, order.State, order.Withdrawn, order.CanBePaid(now), order.PayableUntil, order.PaidAt,
            order.TotalPence, order.VatPence, order.OtherMoneyPence, [.. order.Lines.Select(l => new PayLinkLine(l.Title, l.GrossPence))]);
    }
}
