using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Disputes;

/// <summary>Disputes that a bank has not decided, or those that ended; 50 a page from 1.</summary>
/// <param name="Order">
/// By the moment they were opened, or ended, or by the amount. Null: the usual order. Of those open the one whose evidence is due first
/// is at the top, those without a deadline come last; those that ended come newest first.
/// </param>
public sealed record ListDisputes(bool Ended, ListOrder? Order = null, int Page = 1) : IQuery<DisputePage>;

/// <param name="Total">Disputes on all pages.</param>
public sealed record DisputePage(IReadOnlyList<DisputeRow> Rows, int Total, int Page, int Pages);

/// <summary>Pence, UTC.</summary>
public sealed record DisputeRow(string DisputeId, string Reference, string ChargeId, long AmountPence, string Reason, DisputeState State, bool IsInquiry, DateTime? EvidenceDueBy, DateTime OpenedAt, DateTime ChangedAt);

internal sealed class ListDisputesHandler(ShopDbContext db) : IRequestHandler<ListDisputes, DisputePage>
{
    private const int PageSize = 50;

    public async Task<DisputePage> Handle(ListDisputes request, CancellationToken cancellationToken)
    {
        var found = Of(db, request.Ended);
        var (total, page) = (await found.CountAsync(cancellationToken), Math.Max(1, request.Page));
        var rows = await Rows(Sorted(found, request.Ended, request.Order).OnPage(page, PageSize)).ToListAsync(cancellationToken);
        return new DisputePage(rows, total, page, NumberedPages.Count(total, PageSize));
    }

    /// <summary>All pages one after another.</summary>
    internal static IQueryable<DisputeRow> All(ShopDbContext db, bool ended, ListOrder? order) => Rows(Sorted(Of(db, ended), ended, order));

    private static IQueryable<FinanceDispute> Of(ShopDbContext db, bool ended) => db.Set<FinanceDispute>().Where(d =>
        (d.State == DisputeState.NeedsResponse || d.State == DisputeState.UnderReview || d.State == DisputeState.InquiryOpen) != ended);

    // Those without a deadline would come first on one database and last on the other.
    private static IOrderedQueryable<FinanceDispute> Sorted(IQueryable<FinanceDispute> found, bool ended, ListOrder? order) =>
        ended ? found.InOrder(order ?? ListOrder.Newest, d => d.ChangedAt, d => d.AmountPence, d => d.Id)
        : order is { } chosen ? found.InOrder(chosen, d => d.OpenedAt, d => d.AmountPence, d => d.Id)
        : found.OrderBy(d => d.EvidenceDueBy == null).ThenBy(d => d.EvidenceDueBy).ThenBy(d => d.Id);

    private static IQueryable<DisputeRow> Rows(IQueryable<FinanceDispute> disputes) => disputes.Select(d => new DisputeRow(
        d.Id, d.Reference, d.ChargeId, d.AmountPence, d.Reason, d.State, d.IsInquiry, d.EvidenceDueBy, d.OpenedAt, d.ChangedAt));
}
