using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Stripe;

namespace Shop.Payments.Webhooks;

/// <param name="Payment">Null when the event is about a payout, or none of the shop's business.</param>
internal sealed record WebhookTarget(WebhookHint? Hint, TargetPayment? Payment, string? WhyIgnored)
{
    /// <summary>The payout it is about; finance fetches it.</summary>
    public string? PayoutId { get; init; }
}

internal sealed record TargetPayment(Guid Id, string Reference);

/// <summary>Finds the payment an event is about.</summary>
internal sealed class WebhookTargets(ShopDbContext db, StripeSessions stripe)
{
    private static readonly string[] UsedTypes = ["checkout.session.", "payment_intent.", "charge.", "refund.", "payout."];

    public async Task<WebhookTarget> FindAsync(WebhookHint? hint, bool liveKey, CancellationToken ct)
    {
        if (hint is null) return new WebhookTarget(null, null, "Not an event.");
        if (!UsedTypes.Any(t => hint.Type.StartsWith(t, StringComparison.Ordinal))) return new WebhookTarget(hint, null, "The shop does not use events of this type.");
        if (hint.OtherAccount) return new WebhookTarget(hint, null, "It is about another Stripe account.");
        if (hint.Livemode != liveKey) return new WebhookTarget(hint, null, liveKey ? "A test event, but the shop uses a live key." : "A live event, but the shop uses a test key.");
        if (hint.PayoutId is { } payout) return new WebhookTarget(hint, null, null) { PayoutId = payout };
        var payment = await PaymentAsync(hint, ct);
        return new WebhookTarget(hint, payment, payment is null ? "It is about no payment of this shop." : null);
    }

    /// <summary>Sessions the hints lead to that no attempt is known to have: made by a process that stopped before it could store them, or not made here.</summary>
    public async Task<List<string>> UnknownSessionsAsync(Guid paymentId, IReadOnlyList<WebhookHint> hints, CancellationToken ct)
    {
        var attempts = await db.Set<PaymentAttempt>().AsNoTracking().Where(a => a.PaymentId == paymentId)
            .Select(a => new { a.SessionId, a.PaymentIntentId }).ToListAsync(ct);
        var sessions = hints.Select(h => h.SessionId).OfType<string>().ToHashSet();
        foreach (var intent in hints.Where(h => h.SessionId is null).Select(h => h.PaymentIntentId).OfType<string>().Distinct())
        {
            if (attempts.Any(a => a.PaymentIntentId == intent)) continue;
            if (await stripe.FindByPaymentIntentAsync(intent, ct) is { } found) sessions.Add(found);
        }

        sessions.ExceptWith(attempts.Select(a => a.SessionId).OfType<string>());
        return [.. sessions];
    }

    /// <summary>By the strongest id first; the metadata is what a session not stored yet is found by.</summary>
    private async Task<TargetPayment?> PaymentAsync(WebhookHint hint, CancellationToken ct)
    {
        var paymentId = await AttemptPaymentAsync(hint, ct);
        var payments = db.Set<Payment>().AsNoTracking();
        var found = paymentId is { } id ? payments.Where(p => p.Id == id) : payments.Where(p => p.Reference == hint.Reference);
        return await found.Select(p => new TargetPayment(p.Id, p.Reference)).FirstOrDefaultAsync(ct);
    }

    private async Task<Guid?> AttemptPaymentAsync(WebhookHint hint, CancellationToken ct)
    {
        var attempts = db.Set<PaymentAttempt>().AsNoTracking();
        if (hint.SessionId is { } session && await attempts.FirstOrDefaultAsync(a => a.SessionId == session, ct) is { } bySession) return bySession.PaymentId;
        if (hint.ChargeId is { } charge && await attempts.FirstOrDefaultAsync(a => a.ChargeId == charge, ct) is { } byCharge) return byCharge.PaymentId;
        if (hint.PaymentIntentId is { } intent && await attempts.FirstOrDefaultAsync(a => a.PaymentIntentId == intent, ct) is { } byIntent) return byIntent.PaymentId;
        return hint.AttemptId is { } attempt && await attempts.FirstOrDefaultAsync(a => a.Id == attempt, ct) is { } byAttempt ? byAttempt.PaymentId : null;
    }
}
