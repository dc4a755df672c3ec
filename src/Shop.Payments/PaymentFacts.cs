using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>A payment as values: what the reducer takes and gives.</summary>
internal sealed record PaymentFacts(
    string Reference, long AmountPence, PaymentState State, int? AcceptedNumber, IReadOnlyList<AttemptFacts> Attempts)
{
    public IReadOnlyList<RefundFacts> Refunds { get; init; } = [];

    public IReadOnlyList<DisputeFacts> Disputes { get; init; } = [];

    public AttemptFacts? Accepted => Attempts.FirstOrDefault(a => a.Number == AcceptedNumber);

    public long CapturedPence => Attempts.Sum(a => a.CapturedPence);

    public long RefundedPence => Attempts.Sum(a => a.RefundedPence);

    /// <summary>Every misfit in words, in the order of the attempts; null when there is none.</summary>
    public string? AttentionReason
    {
        get
        {
            var reasons = Attempts.Where(a => a.Misfit is not null).OrderBy(a => a.Number).Select(a => a.Misfit).ToList();
            return reasons.Count == 0 ? null : string.Join(' ', reasons);
        }
    }
}

internal sealed record AttemptFacts
{
    public Guid Id { get; init; }
    public required int Number { get; init; }
    public required AttemptState State { get; init; }
    public string? SessionId { get; init; }
    public string? Url { get; init; }
    public string? PaymentIntentId { get; init; }
    public string? ChargeId { get; init; }
    public string? BalanceTransactionId { get; init; }
    public long CapturedPence { get; init; }
    public long RefundedPence { get; init; }
    public long? FeePence { get; init; }
    public long? NetPence { get; init; }
    public DateTime? CapturedAt { get; init; }
    public string? CardBrand { get; init; }
    public string? CardLast4 { get; init; }
    public string? FailureCode { get; init; }
    public string? DeclineCode { get; init; }

    /// <summary>Why this attempt's money is not the payment's own.</summary>
    public string? Misfit { get; init; }
}

/// <summary>What the reducer found: the new facts, and what the shop must be told because they changed.</summary>
internal sealed record Reduction(PaymentFacts After, IReadOnlyList<Effect> Effects);

/// <summary>Something others must hear, exactly once.</summary>
internal abstract record Effect(PaymentChangeKind Kind, int? AttemptNumber, string Detail)
{
    public sealed record Succeeded(AttemptFacts Attempt) : Effect(PaymentChangeKind.Succeeded, Attempt.Number, $"{Attempt.ChargeId} {Attempt.CapturedPence}");

    public sealed record FeeKnown(AttemptFacts Attempt) : Effect(PaymentChangeKind.FeeKnown, Attempt.Number, $"{Attempt.BalanceTransactionId} {Attempt.FeePence}");

    /// <param name="RefundedPence">The new total over all charges of the payment.</param>
    public sealed record Refunded(long RefundedPence) : Effect(PaymentChangeKind.Refunded, null, $"{RefundedPence}");

    public sealed record RefundMoved(RefundFacts Refund)
        : Effect(PaymentChangeKind.RefundChanged, null, $"{Refund.StripeRefundId ?? Refund.Id.ToString()} {Refund.AmountPence} {Refund.State} {Refund.FailureReason}".TrimEnd());

    public sealed record DisputeMoved(DisputeFacts Dispute)
        : Effect(PaymentChangeKind.DisputeChanged, null, $"{Dispute.Id} {Dispute.AmountPence} {Dispute.State}");

    public sealed record NeedsAttention(AttemptFacts Attempt) : Effect(PaymentChangeKind.NeedsAttention, Attempt.Number, Attempt.Misfit!);
}
