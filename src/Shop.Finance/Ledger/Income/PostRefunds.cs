using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger.Income;

/// <summary>Posts finance's refunds from their parts, with the codes they were sold with.</summary>
internal sealed class PostRefunds(ShopDbContext db, RefundPosting posting, TimeProvider clock) : INotificationHandler<RefundRecorded>, INotificationHandler<RefundAllocated>, INotificationHandler<RefundPaidOtherwise>
{
    public async Task Handle(RefundRecorded notification, CancellationToken cancellationToken) =>
        await posting.PostAsync(
            notification.Change with { RefundId = notification.Refund.Id }, await PartsAsync(notification.Refund, cancellationToken), notification.Refund.ReplacedById is not null, cancellationToken);

    public async Task Handle(RefundAllocated notification, CancellationToken cancellationToken) =>
        await posting.AllocateAsync(
            notification.Refund.Id, notification.Refund.StripeRefundId, notification.Refund.Reference, await PartsAsync(notification.Refund, cancellationToken), clock.Today(),
            notification.By, notification.Reason, cancellationToken);

    public async Task Handle(RefundPaidOtherwise notification, CancellationToken cancellationToken) =>
        await posting.PayOtherwiseAsync(
            notification.Refund, await PartsAsync(notification.Refund, cancellationToken), clock.Today(), notification.By, notification.Note, cancellationToken);

    private async Task<IReadOnlyList<SoldPart>> PartsAsync(FinanceRefund refund, CancellationToken ct)
    {
        if (refund.Parts.Count == 0) return [];
        var ids = refund.Parts.Select(p => p.PaymentLineId).ToList();
        await db.Set<FinancePaymentLine>().Where(l => ids.Contains(l.Id)).LoadAsync(ct);
        // Also those that this transaction writes itself.
        var kinds = db.Set<FinancePaymentLine>().Local.Where(l => ids.Contains(l.Id)).ToDictionary(l => l.Id, l => l.Kind);
        return
        [
            .. refund.Parts.OrderBy(p => p.Place)
                .Select(p => new SoldPart(p.PaymentLineId, kinds[p.PaymentLineId], p.CostCentre, p.Subjective, p.VatCode, p.NetPence, p.VatPence)),
        ];
    }
}
