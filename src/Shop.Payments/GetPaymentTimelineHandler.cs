using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

internal sealed class GetPaymentTimelineHandler(ShopDbContext db) : IRequestHandler<GetPaymentTimeline, IReadOnlyList<TimelineEntry>?>
{
    public async Task<IReadOnlyList<TimelineEntry>?> Handle(GetPaymentTimeline request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().AsNoTracking().WithMoney().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        if (payment is null) return null;
        var changes = await db.Set<PaymentChange>().AsNoTracking().Where(c => c.PaymentId == payment.Id).OrderBy(c => c.Number).ToListAsync(cancellationToken);
        var events = await db.Set<WebhookEvent>().AsNoTracking().Where(e => e.PaymentId == payment.Id)
            .Select(e => new { e.EventId, e.Type, e.State, e.ReceivedAt, e.Note }).ToListAsync(cancellationToken);
        var entries = changes.Select(c => TimelineWords.Of(payment, c))
            .Concat(events.Select(e => new TimelineEntry(e.ReceivedAt, TimelineKind.Message, TimelineWords.Of(e.Type, e.State, e.Note), [e.EventId])));
        // A message comes before what it led to; rows of one moment keep their order.
        return [.. entries.OrderBy(e => e.At).ThenBy(e => e.Kind == TimelineKind.Message ? 0 : 1)];
    }
}

/// <summary>A payment's history in sentences. A row's detail holds ids, amounts and states, separated by spaces.</summary>
internal static class TimelineWords
{
    public static TimelineEntry Of(Payment payment, PaymentChange change) => change.Kind switch
    {
        PaymentChangeKind.RefundRequested or PaymentChangeKind.RefundChanged => OfRefund(payment, change),
        PaymentChangeKind.DisputeChanged => OfDispute(payment, change),
        PaymentChangeKind.Opened => new TimelineEntry(change.At, TimelineKind.Payment, $"{new Money(payment.AmountPence)} became payable.", []),
        PaymentChangeKind.Closed => new TimelineEntry(change.At, TimelineKind.Payment, "The payment was closed: nothing can be paid any more.", []),
        PaymentChangeKind.Refunded => new TimelineEntry(change.At, TimelineKind.Refund, $"{Pence(change.Detail)} has gone back in all.", []),
        _ => OfAttempt(payment, change),
    };

    public static string Of(string eventType, WebhookState state, string? note) => state switch
    {
        WebhookState.Done => $"Stripe reported {InWordsOf(eventType)}.",
        WebhookState.Failed => $"Stripe reported {InWordsOf(eventType)}, but it could not be worked: {note}",
        WebhookState.Received => $"Stripe reported {InWordsOf(eventType)}; it is being worked.",
        _ => $"Stripe reported {InWordsOf(eventType)}; it was not used.",
    };

    /// <summary>With Stripe's own name of it, for whoever looks for it there.</summary>
    private static string InWordsOf(string eventType) => eventType switch
    {
        "checkout.session.completed" => $"that the payer was through with the payment page ({eventType})",
        "checkout.session.expired" => $"that the payment page expired ({eventType})",
        "payment_intent.succeeded" => $"that the payment succeeded ({eventType})",
        "payment_intent.payment_failed" or "charge.failed" => $"that a card was declined ({eventType})",
        "charge.succeeded" => $"that the card was charged ({eventType})",
        "charge.updated" => $"more about the charge, such as its fee ({eventType})",
        "charge.refunded" => $"that money goes back to the card ({eventType})",
        "refund.created" or "refund.updated" => $"how a refund stands ({eventType})",
        "refund.failed" => $"that a refund failed ({eventType})",
        "charge.dispute.created" => $"that the payer’s bank disputes the payment ({eventType})",
        "charge.dispute.closed" => $"that the dispute is over ({eventType})",
        _ => eventType,
    };

    private static TimelineEntry OfAttempt(Payment payment, PaymentChange change)
    {
        var attempt = payment.Attempts.FirstOrDefault(a => a.Number == change.AttemptNumber);
        var name = $"Attempt {change.AttemptNumber}";
        return change.Kind switch
        {
            PaymentChangeKind.AttemptPrepared => Entry($"{name} to pay was prepared."),
            PaymentChangeKind.SessionOpened => Entry($"{name}: Stripe made a payment page.", change.Detail),
            PaymentChangeKind.AttemptAbandoned => Entry($"{name} was given up ({change.Detail}).", attempt?.SessionId),
            PaymentChangeKind.Succeeded => Entry($"{name} paid: {Pence(change.Detail?.Split(' ').Last())} was taken.", attempt?.ChargeId, attempt?.PaymentIntentId),
            PaymentChangeKind.FeeKnown => Entry($"Stripe’s fee is {Pence(change.Detail?.Split(' ').Last())}.", attempt?.BalanceTransactionId),
            PaymentChangeKind.NeedsAttention => Entry(change.Detail ?? "", attempt?.ChargeId, attempt?.PaymentIntentId),
            _ => Entry($"{name} {InWords(change.Detail)}.", attempt?.SessionId),
        };

        TimelineEntry Entry(string what, params string?[] ids) => new(change.At, TimelineKind.Attempt, what, [.. ids.OfType<string>()]);
    }

    /// <summary>Detail: "{refund} {charge} {pence} {origin}" or "{refund} {pence} {state} {reason}".</summary>
    private static TimelineEntry OfRefund(Payment payment, PaymentChange change)
    {
        var parts = (change.Detail ?? "").Split(' ');
        var refund = payment.Refunds.FirstOrDefault(r => r.StripeRefundId == parts[0] || r.Id.ToString() == parts[0]);
        if (change.Kind == PaymentChangeKind.RefundRequested)
            return new TimelineEntry(change.At, TimelineKind.Refund, $"A refund of {Pence(parts[2])} was recorded{(parts[3] == nameof(RefundOrigin.Automatic) ? " by the shop itself" : "")}: {refund?.Reason}", [parts[1]]);
        var state = parts[2] switch
        {
            nameof(RefundState.Pending) => "is at Stripe, waiting to be sent",
            nameof(RefundState.Succeeded) => "was sent to the card",
            nameof(RefundState.Failed) => $"failed ({string.Join(' ', parts.Skip(3))}); the money is with the council",
            nameof(RefundState.Cancelled) => "was cancelled",
            _ => "was changed",
        };
        var who = refund?.Origin == RefundOrigin.Dashboard ? " made at Stripe without the shop" : "";
        string?[] ids = [refund?.StripeRefundId, refund?.BalanceTransactionId, parts[2] == nameof(RefundState.Failed) ? refund?.FailureBalanceTransactionId : null];
        return new TimelineEntry(change.At, TimelineKind.Refund, $"A refund of {Pence(parts[1])}{who} {state}.", [.. ids.OfType<string>()]);
    }

    /// <summary>Detail: "{dispute} {pence} {state}".</summary>
    private static TimelineEntry OfDispute(Payment payment, PaymentChange change)
    {
        var parts = (change.Detail ?? "").Split(' ');
        var dispute = payment.Disputes.FirstOrDefault(d => d.Id == parts[0]);
        var state = parts[2] switch
        {
            nameof(DisputeState.NeedsResponse) => $"The payer’s bank disputes {Pence(parts[1])} ({dispute?.Reason.Replace('_', ' ')}) and has taken the money",
            nameof(DisputeState.UnderReview) => "The payer’s bank is deciding the dispute",
            nameof(DisputeState.Won) => $"The dispute was won: {Pence(parts[1])} comes back",
            nameof(DisputeState.Lost) => $"The dispute was lost: {Pence(parts[1])} is gone",
            nameof(DisputeState.InquiryOpen) => $"The payer’s bank asks about {Pence(parts[1])} ({dispute?.Reason.Replace('_', ' ')}); no money was taken",
            _ => "The bank’s question is closed; no money was taken",
        };
        return new TimelineEntry(change.At, TimelineKind.Dispute, state + ".", [parts[0], .. (dispute?.BalanceTransactionIds ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static string InWords(string? state) => state switch
    {
        nameof(AttemptState.Open) => "is open at Stripe",
        nameof(AttemptState.Processing) => "is being processed by the bank",
        nameof(AttemptState.Succeeded) => "succeeded",
        nameof(AttemptState.Failed) => "failed",
        nameof(AttemptState.Expired) => "expired unpaid",
        nameof(AttemptState.Abandoned) => "was given up",
        _ => "was changed",
    };

    private static string Pence(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pence) ? new Money(pence).ToString() : "an amount";
}
