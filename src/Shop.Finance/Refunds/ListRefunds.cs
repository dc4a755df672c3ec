using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>Refunds of one kind, 50 a page from 1.</summary>
/// <param name="Order">Null: the newest first, of those that wait the oldest.</param>
public sealed record ListRefunds(RefundShow Show, int Page, ListOrder? Order = null) : IQuery<RefundPage>;

/// <summary>All refunds of one payment, oldest first.</summary>
public sealed record ListRefundsOf(string Reference) : IQuery<IReadOnlyList<RefundRow>>;

/// <summary>Waiting: for a second person, to be allocated, or to be paid by other means.</summary>
public enum RefundShow { Waiting, OnTheWay, Made, Ended }

public static class RefundShows
{
    /// <summary>What waits for somebody: the oldest first; everything else: the newest.</summary>
    public static ListOrder UsualOrder(this RefundShow show) => show == RefundShow.Waiting ? ListOrder.Oldest : ListOrder.Newest;
}

public sealed record RefundPage(IReadOnlyList<RefundRow> Rows, int Total, int Page, int Pages);

/// <summary>Amounts in pence.</summary>
/// <param name="IsAllocated">False for one made at Stripe of which nobody has said what it was taken from.</param>
public sealed record RefundRow(
    Guid Id, string Reference, long AmountPence, FinanceRefundState State, RefundOrigin Origin, bool IsStray, bool IsAllocated, string Reason,
    string? AskedBy, DateTime AskedAt, DateTime ChangedAt, string? StripeRefundId)
{
    internal static IQueryable<RefundRow> Of(IQueryable<FinanceRefund> refunds) => refunds.Select(r => new RefundRow(
        r.Id, r.Reference, r.AmountPence, r.State, r.Origin, r.IsStray, r.AllocatedAt != null, r.Reason, r.AskedBy, r.AskedAt, r.ChangedAt, r.StripeRefundId));

    /// <summary>All of one kind in the order of the list.</summary>
    internal static IQueryable<RefundRow> Of(ShopDbContext db, RefundShow show, ListOrder? order) => Of(Shown(db, show).InOrder(order ?? show.UsualOrder()));

    internal static IQueryable<FinanceRefund> Shown(ShopDbContext db, RefundShow show) => show switch
    {
        RefundShow.Waiting => db.Set<FinanceRefund>().Waiting(),
        RefundShow.OnTheWay => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Requested || r.State == FinanceRefundState.Pending),
        RefundShow.Made => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Succeeded || r.State == FinanceRefundState.PaidOtherwise),
        _ => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.Declined || (r.State == FinanceRefundState.Cancelled && r.Origin == RefundOrigin.Dashboard)),
    };
}

internal sealed class ListRefundsHandler(ShopDbContext db) : IRequestHandler<ListRefunds, RefundPage>, IRequestHandler<ListRefundsOf, IReadOnlyList<RefundRow>>
{
    private const int PageSize = 50;

    public async Task<RefundPage> Handle(ListRefunds request, CancellationToken cancellationToken)
    {
        var found = RefundRow.Shown(db, request.Show);
        var total = await found.CountAsync(cancellationToken);
        var page = Math.Max(1, request.Page);
        var rows = await RefundRow.Of(found.InOrder(request.Order ?? request.Show.UsualOrder()).OnPage(page, PageSize)).ToListAsync(cancellationToken);
        return new RefundPage(rows, total, page, NumberedPages.Count(total, PageSize));
    }

    public async Task<IReadOnlyList<RefundRow>> Handle(ListRefundsOf request, CancellationToken cancellationToken) =>
        await RefundRow.Of(db.Set<FinanceRefund>().Where(r => r.Reference == request.Reference).OrderBy(r => r.AskedAt).ThenBy(r => r.Id)).ToListAsync(cancellationToken);
}

internal static class WaitingRefunds
{
    /// <summary>A refund that was cancelled is still owed, as one that failed is; but not one that somebody made at Stripe and called back there.</summary>
    public static IQueryable<FinanceRefund> Waiting(this IQueryable<FinanceRefund> refunds) => refunds.Where(r =>
        r.State == FinanceRefundState.AwaitingSecondPerson || r.State == FinanceRefundState.Failed
        || (r.State == FinanceRefundState.Cancelled && r.Origin != RefundOrigin.Dashboard)
        || (r.AllocatedAt == null && r.State != FinanceRefundState.Cancelled && r.State != FinanceRefundState.Declined));
}
