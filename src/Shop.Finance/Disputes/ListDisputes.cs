using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Disputes;

/// <summary>Disputes that a bank has not decided, or those that ended. At most 200.</summary>
/// <param name="Order">Null: the one due first at the top; of those that ended, the newest. By time otherwise: when they were opened.</param>
public sealed record ListDisputes(bool Ended, ListOrder? Order = null) : IQuery<IReadOnlyList<DisputeRow>>;

/// <summary>Pence, UTC.</summary>
public sealed record DisputeRow(string DisputeId, string Reference, string ChargeId, long AmountPence, string Reason, DisputeState State, bool IsInquiry, DateTime? EvidenceDueBy, DateTime OpenedAt, DateTime ChangedAt)
{
    internal static IQueryable<DisputeRow> Of(ShopDbContext db, bool ended, ListOrder? order)
    {
        var found = db.Set<FinanceDispute>().Where(d =>
            (d.State == DisputeState.NeedsResponse || d.State == DisputeState.UnderReview || d.State == DisputeState.InquiryOpen) != ended);
        return InOrder(found, ended, order).Select(d => new DisputeRow(
            d.Id, d.Reference, d.ChargeId, d.AmountPence, d.Reason, d.State, d.IsInquiry, d.EvidenceDueBy, d.OpenedAt, d.ChangedAt));
    }

    private static IOrderedQueryable<FinanceDispute> InOrder(IQueryable<FinanceDispute> disputes, bool ended, ListOrder? order) => order switch
    {
        ListOrder.Newest => disputes.OrderByDescending(d => d.OpenedAt).ThenBy(d => d.Id),
        ListOrder.Oldest => disputes.OrderBy(d => d.OpenedAt).ThenBy(d => d.Id),
        ListOrder.Largest => disputes.OrderByDescending(d => d.AmountPence).ThenBy(d => d.Id),
        ListOrder.Smallest => disputes.OrderBy(d => d.AmountPence).ThenBy(d => d.Id),
        // Those without a deadline come last on both databases.
        _ => ended ? disputes.OrderByDescending(d => d.ChangedAt).ThenBy(d => d.Id) : disputes.OrderBy(d => d.EvidenceDueBy == null).ThenBy(d => d.EvidenceDueBy).ThenBy(d => d.Id),
    };
}

internal sealed class ListDisputesHandler(ShopDbContext db) : IRequestHandler<ListDisputes, IReadOnlyList<DisputeRow>>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<DisputeRow>> Handle(ListDisputes request, CancellationToken cancellationToken) =>
        await DisputeRow.Of(db, request.Ended, request.Order).Take(Most).ToListAsync(cancellationToken);
}
