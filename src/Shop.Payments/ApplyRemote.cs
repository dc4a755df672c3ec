using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>
/// Applies what Stripe said about a payment's sessions, and tells the other modules what changed, in one transaction.
/// Does nothing, and says so, when the payment changed since Stripe was asked (<paramref name="KnownVersion"/>): the
/// answer may be older than what is known, so Stripe has to be asked again. Does nothing when nothing is new.
/// </summary>
internal sealed record ApplyRemote(Guid PaymentId, int KnownVersion, IReadOnlyList<RemoteSession> Seen) : ICommand<ApplyRemoteResult>;

internal enum ApplyRemoteResult { Applied, NothingNew, Outdated }

internal sealed class ApplyRemoteHandler(ShopDbContext db, IMediator mediator, StripeConnection stripe, TimeProvider clock, ILogger<ApplyRemoteHandler> log)
    : IRequestHandler<ApplyRemote, ApplyRemoteResult>
{
    public async Task<ApplyRemoteResult> Handle(ApplyRemote request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().WithMoney().SingleAsync(p => p.Id == request.PaymentId, cancellationToken);
        if (payment.Version != request.KnownVersion) return ApplyRemoteResult.Outdated;
        var before = payment.Facts();
        var reduction = PaymentReducer.Reduce(before, request.Seen, stripe.Settings.IsLive);
        if (reduction.Effects.Count == 0 && reduction.After.State == before.State && reduction.After.Attempts.SequenceEqual(before.Attempts)
            && reduction.After.Refunds.SequenceEqual(before.Refunds) && reduction.After.Disputes.SequenceEqual(before.Disputes))
            return ApplyRemoteResult.NothingNew;

        payment.Become(reduction, clock.UtcNow());
        // A loser of a race fails here, before anyone is told.
        await db.SaveChangesAsync(cancellationToken);
        LogChanges(payment, before, reduction);
        foreach (var effect in reduction.Effects) await mediator.Publish(NotificationFor(payment, effect), cancellationToken);
        foreach (var stray in reduction.Effects.OfType<Effect.NeedsAttention>().Where(e => e.Attempt.Misfit is FitCheck.PaidTwice or FitCheck.TooLate))
            await mediator.Send(new ReturnStrayMoney(payment.Reference, stray.Attempt.ChargeId!, stray.Detail), cancellationToken);
        return ApplyRemoteResult.Applied;
    }

    private INotification NotificationFor(Payment payment, Effect effect) => effect switch
    {
        Effect.Succeeded { Attempt: var a } => PaymentNews.Succeeded(payment, a),
        Effect.FeeKnown { Attempt: var a } => new PaymentFeeKnown(payment.Id, payment.Reference, a.BalanceTransactionId!, a.FeePence!.Value, a.NetPence!.Value),
        Effect.Refunded => PaymentNews.Refunded(payment),
        Effect.RefundMoved { Refund: var r } => r.Changed(payment, clock.UtcNow()),
        Effect.DisputeMoved { Dispute: var d } => new DisputeChanged(
            d.Id, payment.Id, payment.Reference, d.ChargeId, d.AmountPence, d.Reason, d.State, d.IsInquiry, d.EvidenceDueBy, clock.UtcNow()),
        Effect.NeedsAttention { Attempt: var a } => PaymentNews.NeedsAttention(payment, a),
        _ => throw new InvalidOperationException($"Nobody is told about {effect.GetType().Name}."),
    };

    private void LogChanges(Payment payment, PaymentFacts before, Reduction reduction)
    {
        if (before.State != payment.State) log.LogInformation("Payment {PaymentId} went from {From} to {To}", payment.Id, before.State, payment.State);
        foreach (var attempt in payment.Attempts)
        {
            var was = before.Attempts.FirstOrDefault(a => a.Number == attempt.Number)?.State;
            if (was != attempt.State) log.LogInformation("Attempt {Number} of payment {PaymentId} went from {From} to {To}", attempt.Number, payment.Id, was, attempt.State);
        }

        foreach (var effect in reduction.Effects.Where(e => e is Effect.RefundMoved or Effect.DisputeMoved))
            log.LogInformation("Payment {PaymentId}: {Kind} {Detail}", payment.Id, effect.Kind, effect.Detail);
        foreach (var effect in reduction.Effects.OfType<Effect.RefundMoved>().Where(e => e.Refund.Origin == RefundOrigin.Dashboard && !before.Refunds.Any(r => r.Id == e.Refund.Id)))
            log.LogWarning("Payment {PaymentId}: refund {Refund} was made at Stripe without the shop", payment.Id, effect.Refund.StripeRefundId);
        foreach (var effect in reduction.Effects.OfType<Effect.NeedsAttention>())
            log.LogWarning("Payment {PaymentId} needs attention, attempt {Number}: {Reason}", payment.Id, effect.AttemptNumber, effect.Detail);
    }
}
