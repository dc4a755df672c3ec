using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Rescue;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>Finance's refund has what Payments said, and its parts where they are known: it can be posted. Published in the same transaction.</summary>
internal sealed record RefundRecorded(RefundChanged Change, FinanceRefund Refund) : INotification;

/// <summary>
/// Keeps finance's refunds as Payments has them. One that this module did not ask for is adopted; when it takes all that
/// is left of its payment it is clear what it was taken from, else it waits for an officer. Money that came twice or too
/// late comes off the list of what needs attention when it has gone back.
/// </summary>
internal sealed class RecordRefunds(RefundRecords records) : INotificationHandler<RefundChanged>
{
    public Task Handle(RefundChanged notification, CancellationToken cancellationToken) => records.RecordAsync(notification, cancellationToken);
}

/// <summary>The same for refunds that Payments never spoke of, because they were made before there was a ledger.</summary>
internal sealed class RefundRecords(ShopDbContext db, IMediator mediator, ILogger<RefundRecords> log)
{
    /// <summary>Adopts or follows, and has it posted. One that is known by Stripe's id under another of ours stays one.</summary>
    public async Task RecordAsync(RefundChanged change, CancellationToken ct)
    {
        var refund = db.Set<FinanceRefund>().Local.FirstOrDefault(r => Is(r, change))
            ?? await db.Set<FinanceRefund>().Include(r => r.Parts)
                .Where(r => r.Id == change.RefundId || (r.StripeRefundId != null && r.StripeRefundId == change.StripeRefundId)).OrderBy(r => r.AskedAt).FirstOrDefaultAsync(ct);
        if (refund is null) refund = await AdoptAsync(change, ct);
        else refund.Follow(change);
        if (refund is { IsStray: true, State: FinanceRefundState.Succeeded }) await SettleAttentionAsync(refund, ct);
        if ((refund.State == FinanceRefundState.PaidOtherwise || refund.ReplacedById is not null) && change.State is RefundState.Pending or RefundState.Succeeded) await RaiseTwiceAsync(refund, change, ct);
        await mediator.Publish(new RefundRecorded(change, refund), ct);
    }

    /// <summary>An officer paid it by other means or sent it again, and Stripe makes it after all: a case, once a refund, for somebody to ask the resident for the money.</summary>
    private async Task RaiseTwiceAsync(FinanceRefund refund, RefundChanged change, CancellationToken ct)
    {
        var how = refund.ReplacedById is { } other ? $"replaced by refund {other}" : $"paid by other means by {refund.PaidOtherwiseBy}";
        var found = new RescueFinding(
            RescueKind.GivenBackTwice, $"twice {refund.Id:N}", null, refund.Reference, refund.ChargeId, null, null, refund.AmountPence,
            "This money was given back another way when the refund had come to nothing, and Stripe makes it too.",
            [
                new RescueEvidence("Stripe", refund.StripeRefundId ?? "Refund", $"gives back {new Money(refund.AmountPence)}"),
                new RescueEvidence("Finance’s record", $"Refund {refund.Id}", how),
            ]);
        if (db.Set<RescueCase>().Local.Any(c => c.Key == found.Key) || await db.Set<RescueCase>().AnyAsync(c => c.Key == found.Key, ct)) return;
        db.Add(new RescueCase(found, change.At));
        await mediator.Publish(
            new Audited(
                null, "found a refund made twice", RescueWords.SubjectOf(refund.Reference, refund.ChargeId), $"{new Money(refund.AmountPence)} {how}",
                $"{change.State} at Stripe, {refund.StripeRefundId}", refund.PaidOtherwiseNote), ct);
        log.LogWarning("Refund {RefundId} of {Reference} was given back another way, and Stripe makes it too", refund.Id, refund.Reference);
    }

    private static bool Is(FinanceRefund refund, RefundChanged change) =>
        refund.Id == change.RefundId || (refund.StripeRefundId is { } id && id == change.StripeRefundId);

    private async Task<FinanceRefund> AdoptAsync(RefundChanged notification, CancellationToken ct)
    {
        var reference = OrderReference.TryParse(notification.Reference, out var parsed) ? parsed.Value : notification.Reference;
        var payment = db.Set<FinancePayment>().Local.FirstOrDefault(p => p.Reference == reference)
            ?? await db.Set<FinancePayment>().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Reference == reference, ct);
        var refund = FinanceRefund.Adopt(notification, reference, payment);
        if (refund is { IsStray: false, Counts: true }) await AllocateAsync(refund, payment!, notification.At, ct);
        db.Add(refund);
        await mediator.Publish(
            new Audited(null, "found a refund", $"order {reference}, refund {refund.Id}", null, $"{new Money(refund.AmountPence)} {refund.State}, {refund.StripeRefundId}", refund.Reason), ct);
        log.LogWarning("Refund {RefundId} of {Reference} was not asked for by finance ({Origin}); allocated: {Allocated}", refund.Id, reference, refund.Origin, refund.AllocatedAt is not null);
        return refund;
    }

    /// <summary>Only when it leaves nothing: then it cannot have been taken from anything else.</summary>
    private async Task AllocateAsync(FinanceRefund refund, FinancePayment payment, DateTime now, CancellationToken ct)
    {
        if (payment.Lines.Count == 0) await db.Entry(payment).Collection(p => p.Lines).LoadAsync(ct);
        var others = await db.Set<FinanceRefund>().Include(r => r.Parts).Where(r => r.PaymentId == payment.Id).ToListAsync(ct);
        // Those adopted in this very transaction are not in the database yet.
        others = [.. others.Union(db.Set<FinanceRefund>().Local.Where(r => r.PaymentId == payment.Id))];
        var book = new RefundBook(payment, others, null);
        var left = book.Left();
        payment.NoteRefundAsked();
        if (!book.HasUnallocated && left.Sum(c => c.LeftGrossPence) == refund.AmountPence) refund.Allocate(RefundSplit.Of(left, refund.AmountPence), book.Lines, now);
    }

    private async Task SettleAttentionAsync(FinanceRefund refund, CancellationToken ct)
    {
        var items = await db.Set<RescueCase>()
            .Where(a => a.Kind == RescueKind.StrayMoney && a.Reference == refund.Reference && a.AmountPence == refund.AmountPence && a.DoneAt == null).OrderBy(a => a.RaisedAt).ToListAsync(ct);
        if (items.FirstOrDefault(a => a.DoneAt is null) is not { } item) return;
        item.Heal($"Given back: {refund.StripeRefundId}", refund.ChangedAt);
        await mediator.Publish(
            new Audited(null, "dealt with money that did not fit", $"order {refund.Reference}", $"{new Money(item.AmountPence)}: {item.Reason}", "given back", item.DoneNote), ct);
    }
}
