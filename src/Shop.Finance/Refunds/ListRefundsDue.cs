using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Refunds;

/// <summary>Refunds to be made, or made; 50 a page from 1.</summary>
/// <param name="Order">Null: the oldest first; of those made, the newest.</param>
public sealed record ListRefundsDue(bool Done, int Page = 1, ListOrder? Order = null) : IQuery<RefundDuePage>
{
    public static ListOrder UsualOrder(bool done) => done ? ListOrder.Newest : ListOrder.Oldest;
}

/// <param name="Total">Refunds on all pages.</param>
/// <param name="TotalPence">To be made, or made, on all pages.</param>
public sealed record RefundDuePage(IReadOnlyList<RefundDueRow> Rows, int Total, long TotalPence, int Page, int Pages);

/// <summary>One refund; null when unknown.</summary>
public sealed record GetRefundDue(Guid Id) : IQuery<RefundDueRow?>;

/// <summary>Amounts in pence.</summary>
/// <param name="ChargeId">The charge at Stripe that the money goes back on.</param>
/// <param name="RefundedPence">All that Stripe says went back on this order so far.</param>
/// <param name="OthersDonePence">Refunds of the same order that are marked done: of what went back, this much is spoken for.</param>
public sealed record RefundDueRow(
    Guid Id, string Reference, string Title, long PaidPence, long AmountPence, string Reason, DateTime RefusedAt, string RefusedBy,
    DateTime? DoneAt, string? DoneBy, string? DoneNote, string? ChargeId, long RefundedPence, long OthersDonePence)
{
    /// <summary>Stripe shows enough money gone back to cover this refund, too.</summary>
    public bool StripeShowsIt => RefundedPence - OthersDonePence >= AmountPence;

    /// <summary>All that are to be made, or made, in the order of the list.</summary>
    internal static IQueryable<RefundDueRow> Of(ShopDbContext db, bool done, ListOrder? order) => Of(db, In(db, done), order ?? ListRefundsDue.UsualOrder(done));

    internal static IQueryable<RefundDue> In(ShopDbContext db, bool done) => db.Set<RefundDue>().Where(r => done == (r.DoneAt != null));

    /// <summary>In the order of the list, and last by id: a part of it in between would lose the order.</summary>
    internal static IQueryable<RefundDueRow> Of(ShopDbContext db, IQueryable<RefundDue> refunds, ListOrder order) =>
        from refund in refunds.InOrder(order)
        join payment in db.Set<FinancePayment>() on refund.Reference equals payment.Reference into payments
        from payment in payments.DefaultIfEmpty()
        select new RefundDueRow(
            refund.Id, refund.Reference, refund.Title, refund.PaidPence, refund.AmountPence, refund.Reason, refund.RefusedAt, refund.RefusedBy,
            refund.DoneAt, refund.DoneBy, refund.DoneNote, payment.ChargeId, (long?)payment.RefundedPence ?? 0,
            db.Set<RefundDue>().Where(o => o.OrderId == refund.OrderId && o.Id != refund.Id && o.DoneAt != null).Sum(o => o.AmountPence));
}

internal sealed class ListRefundsDueHandler(ShopDbContext db) : IRequestHandler<ListRefundsDue, RefundDuePage>, IRequestHandler<GetRefundDue, RefundDueRow?>
{
    private const int PageSize = 50;

    public async Task<RefundDuePage> Handle(ListRefundsDue request, CancellationToken cancellationToken)
    {
        var refunds = RefundDueRow.In(db, request.Done);
        var order = request.Order ?? ListRefundsDue.UsualOrder(request.Done);
        var (total, page) = (await refunds.CountAsync(cancellationToken), Math.Max(1, request.Page));
        var ids = await refunds.InOrder(order).OnPage(page, PageSize).Select(r => r.Id).ToListAsync(cancellationToken);
        var rows = (await RefundDueRow.Of(db, refunds.Where(r => ids.Contains(r.Id)), order).ToListAsync(cancellationToken)).ToDictionary(r => r.Id);
        return new RefundDuePage(
            [.. ids.Where(rows.ContainsKey).Select(id => rows[id])], total, await refunds.SumAsync(r => r.AmountPence, cancellationToken), page, NumberedPages.Count(total, PageSize));
    }

    public Task<RefundDueRow?> Handle(GetRefundDue request, CancellationToken cancellationToken) =>
        RefundDueRow.Of(db, db.Set<RefundDue>().Where(r => r.Id == request.Id), ListOrder.Oldest).SingleOrDefaultAsync(cancellationToken);
}
