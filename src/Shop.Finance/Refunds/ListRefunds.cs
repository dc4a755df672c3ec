using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>Refunds of one kind, 50 a page from 1.</summary>
/// <param name="Order">By the moment they were asked for, or the amount; null: the usual order.</param>
public sealed record ListRefunds(RefundShow Show, int Page, ListOrder? Order = null) : IQuery<RefundPage>
{
    /// <summary>Newest first; those that wait, oldest first.</summary>
    public static ListOrder Usual(RefundShow show) => show == RefundShow.Waiting ? ListOrder.Oldest : ListOrder.Newest;
}

/// <summary>All refunds of one payment, oldest first.</summary>
public sealed record ListRefundsOf(string Reference) : IQuery<IReadOnlyList<RefundRow>>;

/// <summary>Waiting: for a second person, to be allocated, or to be paid by other means.</summary>
public enum RefundShow { Waiting, OnTheWay, Made, Ended }

public sealed record RefundPage(IReadOnlyList<RefundRow> Rows, int Total, int Page, int Pages);

/// <summary>Amounts in pence.</summary>
/// <param name="ReplacedById">The refund that took its place when it had come to nothing.</param>
/// <param name="IsAllocated">False for one made at Stripe of which nobody has said what it was taken from.</param>
public sealed record RefundRow(
    Guid Id, string Reference, long AmountPence, FinanceRefundState State, RefundOrigin Origin, bool IsStray, bool IsAllocated, string Reason,
    string? AskedBy, DateTime AskedAt, DateTime ChangedAt, string? StripeRefundId, Guid? ReplacedById);

internal sealed class ListRefundsHandler(ShopDbContext db) : IRequestHandler<ListRefunds, RefundPage>, IRequestHandler<ListRefundsOf, IReadOnlyList<RefundRow>>
{
    private const int PageSize = 50;

    public async Task<RefundPage> Handle(ListRefunds request, CancellationToken cancellationToken)
    {
        var found = Of(db, request.Show);
        var total = await found.CountAsync(cancellationToken);
        var page = Math.Max(1, request.Page);
        var rows = await Rows(Sorted(found, request.Show, request.Order).OnPage(page, PageSize)).ToListAsync(cancellationToken);
        return new RefundPage(rows, total, page, NumberedPages.Count(total, PageSize));
    }

    public async Task<IReadOnlyList<RefundRow>> Handle(ListRefundsOf request, CancellationToken cancellationToken) =>
        await Rows(db.Set<FinanceRefund>().Where(r => r.Reference == request.Reference).OrderBy(r => r.AskedAt).ThenBy(r => r.Id)).ToListAsync(cancellationToken);

    /// <summary>All pages one after another.</summary>
    internal static IQueryable<RefundRow> All(ShopDbContext db, RefundShow show, ListOrder? order) => Rows(Sorted(Of(db, show), show, order));

    private static IOrderedQueryable<FinanceRefund> Sorted(IQueryable<FinanceRefund> found, RefundShow show, ListOrder? order) =>
        found.InOrder(order ?? ListRefunds.Usual(show), r => r.AskedAt, r => r.AmountPence, r => r.Id);

    private static IQueryable<FinanceRefund> Of(ShopDbContext db, RefundShow show) => show switch
    {
        RefundShow.Waiting => db.Set<FinanceRefund>().Waiting(),
        RefundShow.OnTheWay => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Requested || r.State == FinanceRefundState.Pending),
        RefundShow.Made => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Succeeded || r.State == FinanceRefundState.PaidOtherwise),
        _ => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Declined || r.ReplacedById != null || (r.State == FinanceRefundState.Cancelled && r.Origin == RefundOrigin.Dashboard)),
    };

    private static IQueryable<RefundRow> Rows(IQueryable<FinanceRefund> refunds) => refunds.Select(r => new RefundRow(
        r.Id, r.Reference, r.AmountPence, r.State, r.Origin, r.IsStray, r.AllocatedAt != null, r.Reason, r.AskedBy, r.AskedAt, r.ChangedAt, r.StripeRefundId, r.ReplacedById));
}

internal static class WaitingRefunds
{
    /// <summary>A refund that was cancelled is still owed, as one that failed is; but not one that somebody made at Stripe and called back there.</summary>
    public static IQueryable<FinanceRefund> Waiting(this IQueryable<FinanceRefund> refunds) => refunds.Where(r =>
        r.State == FinanceRefundState.AwaitingSecondPerson
        || (r.ReplacedById == null && (r.State == FinanceRefundState.Failed || (r.State == FinanceRefundState.Cancelled && r.Origin != RefundOrigin.Dashboard)))
        || (r.AllocatedAt == null && r.ReplacedById == null && r.State != FinanceRefundState.Cancelled && r.State != FinanceRefundState.Declined));
}
