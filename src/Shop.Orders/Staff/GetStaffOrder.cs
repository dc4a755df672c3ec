using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;

namespace Shop.Orders.Staff;

/// <summary>A paid order with those lines the member of staff may see. Null when there are none: another team's order looks like one that does not exist.</summary>
public sealed record GetStaffOrder(OrderReference Reference, TeamScope Scope) : IQuery<StaffOrder?>;

/// <param name="OtherLines">How many lines of other teams the order has.</param>
/// <param name="History">Without what happened to other teams' lines.</param>
public sealed record StaffOrder(
    OrderReference Reference, OrderState State, Payer Payer, DateTime CreatedAt, DateTime PaidAt, string AcceptedTerms,
    long TotalPence, long RefundedPence, string? CardBrand, string? CardLast4, string? ChargeId, string? AttentionReason,
    IReadOnlyList<StaffOrderLine> Lines, int OtherLines, IReadOnlyList<StaffOrderEvent> History);

public sealed record StaffOrderLine(
    Guid LineId, LineSnapshot Snapshot, OrderLineState State, DateTime? ClosedAt, string? ClosedBy, string? RefusalReason, long RefundDuePence,
    IReadOnlyList<StaffDocument> Documents);

/// <param name="Label">Which of the service's documents it is.</param>
public sealed record StaffDocument(Guid AttachmentId, string Label, string FileName, long Bytes, DateTime UploadedAt);

/// <param name="LineTitle">The line it happened to; null where it is the whole order.</param>
public sealed record StaffOrderEvent(DateTime At, OrderEvent What, string? LineTitle, string? Detail, string? By);

internal sealed class GetStaffOrderHandler(ShopDbContext db) : IRequestHandler<GetStaffOrder, StaffOrder?>
{
    public async Task<StaffOrder?> Handle(GetStaffOrder request, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().WithLines().Include(o => o.History).AsNoTracking()
            .SingleOrDefaultAsync(o => o.Reference == request.Reference && o.PaidAt != null, cancellationToken);
        if (order is null) return null;
        var visible = order.Lines.Where(l => request.Scope.Includes(l.TeamId)).ToList();
        if (visible.Count == 0) return null;
        var documents = await DocumentsAsync(visible, cancellationToken);
        return new StaffOrder(
            order.Reference, order.State, order.Payer, order.CreatedAt, order.PaidAt!.Value, order.AcceptedTerms,
            order.TotalPence, order.RefundedPence, order.CardBrand, order.CardLast4, order.ChargeId, order.AttentionReason,
            [.. visible.Select(l => Line(l, documents))],
            order.Lines.Count - visible.Count,
            History(order, visible));
    }

    private async Task<ILookup<Guid, Attachment>> DocumentsAsync(List<OrderLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.Id).ToList();
        var rows = await (
            from claim in db.Set<AttachmentClaim>()
            join attachment in db.Set<Attachment>() on claim.AttachmentId equals attachment.Id
            where ids.Contains(claim.LineId)
            orderby attachment.UploadId, attachment.Position
            select new { claim.LineId, Attachment = attachment }).AsNoTracking().ToListAsync(ct);
        return rows.ToLookup(r => r.LineId, r => r.Attachment);
    }

    private static StaffOrderLine Line(OrderLine line, ILookup<Guid, Attachment> documents) => new(
        line.Id, line.Snapshot, line.State, line.ClosedAt, line.ClosedBy, line.RefusalReason, line.RefundDuePence,
        [.. documents[line.Id].Select(a => new StaffDocument(a.Id, line.Snapshot.Uploads.FirstOrDefault(u => u.Id == a.UploadId)?.Label ?? a.UploadId, a.FileName, a.Bytes, a.UploadedAt))]);

    private static StaffOrderEvent Event(OrderHistoryEntry entry, OrderLine? line) =>
        new(entry.At, entry.What, line?.Title, entry.What == OrderEvent.LineRefused ? line?.RefusalReason : entry.Detail, entry.By);

    private static List<StaffOrderEvent> History(Order order, List<OrderLine> visible)
    {
        var lines = visible.ToDictionary(l => l.Id);
        return
        [
            .. order.History.Where(h => h.LineId is null || lines.ContainsKey(h.LineId.Value)).OrderByDescending(h => h.Position)
                .Select(h => Event(h, h.LineId is { } id ? lines[id] : null))
        ];
    }
}
