using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Refunds;

/// <summary>Refunds to be made or made; 50 a page from 1.</summary>
/// <param name="Order">By the day of the refusal, or on which it was made, or by what is to refund; null: the usual order.</param>
public sealed record ListRefundsDue(bool Done, int Page = 1, ListOrder? Order = null) : IQuery<RefundDuePage>
{
    /// <summary>Those made, newest first; those to be made, oldest first.</summary>
    public static ListOrder Usual(bool done) => done ? ListOrder.Newest : ListOrder.Oldest;
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

    /// <summary>In the order they are given in: nothing is joined, each figure is looked up by the order's reference.</summary>
    internal static IQueryable<RefundDueRow> Of(ShopDbContext db, IQueryable<RefundDue> refunds) => refunds.Select(refund => new RefundDueRow(
        refund.Id, refund.Reference, refund.Title, refund.PaidPence, refund.AmountPence, refund.Reason, refund.RefusedAt, refund.RefusedBy,
        refund.DoneAt, refund.DoneBy, refund.DoneNote,
        db.Set<FinancePayment>().Where(p => p.Reference == refund.Reference).Select(p => p.ChargeId).SingleOrDefault(),
        db.Set<FinancePayment>().Where(p => p.Reference == refund.Reference).Sum(p => p.RefundedPence),
        db.Set<RefundDue>().Where(o => o.Reference == refund.Reference && o.Id != refund.Id && o.DoneAt != null).Sum(o => o.AmountPence)));
}

internal sealed class ListRefundsDueHandler(ShopDbContext db) : IRequestHandler<ListRefundsDue, RefundDuePage>, IRequestHandler<GetRefundDue, RefundDueRow?>
{
    private const int PageSize = 50;

    public async Task<RefundDuePage> Handle(ListRefundsDue request, CancellationToken cancellationToken)
    {
        var refunds = Sorted(db, request.Done, request.Order);
        var (total, page) = (await refunds.CountAsync(cancellationToken), Math.Max(1, request.Page));
        return new RefundDuePage(
            await RefundDueRow.Of(db, refunds.OnPage(page, PageSize)).ToListAsync(cancellationToken), total, await refunds.SumAsync(r => r.AmountPence, cancellationToken), page,
            NumberedPages.Count(total, PageSize));
    }

    public Task<RefundDueRow?> Handle(GetRefundDue request, CancellationToken cancellationToken) =>
        RefundDueRow.Of(db, db.Set<RefundDue>().Where(r => r.Id == request.Id)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>All pages one after another.</summary>
    internal static IQueryable<RefundDueRow> All(ShopDbContext db, bool done, ListOrder? order) => RefundDueRow.Of(db, Sorted(db, done, order));

    private static IOrderedQueryable<RefundDue> Sorted(ShopDbContext db, bool done, ListOrder? order) => done
        ? db.Set<RefundDue>().Where(r => r.DoneAt != null).InOrder(order ?? ListRefundsDue.Usual(done), r => r.DoneAt, r => r.AmountPence, r => r.Id)
        : db.Set<RefundDue>().Where(r => r.DoneAt == null).InOrder(order ?? ListRefundsDue.Usual(done), r => r.RefusedAt, r => r.AmountPence, r => r.Id);
}
