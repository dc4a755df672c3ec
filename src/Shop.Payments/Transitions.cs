using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>Which changes of state are legal. Anything else throws.</summary>
internal static class Transitions
{
    /// <summary>Paid and Closed are final: money that arrives for a closed payment is kept as needing attention.</summary>
    private static readonly HashSet<(PaymentState From, PaymentState To)> Payments =
    [
        (PaymentState.Awaiting, PaymentState.Processing), (PaymentState.Awaiting, PaymentState.Paid), (PaymentState.Awaiting, PaymentState.Closed),
        (PaymentState.Processing, PaymentState.Awaiting), (PaymentState.Processing, PaymentState.Paid),
    ];

    /// <summary>
    /// Captured money overrules whatever was believed before, so every state leads to Succeeded. An attempt given up
    /// here may still turn out to have a session at Stripe, which ends by itself.
    /// </summary>
    private static readonly HashSet<(AttemptState From, AttemptState To)> Attempts =
    [
        (AttemptState.Preparing, AttemptState.Open), (AttemptState.Preparing, AttemptState.Processing), (AttemptState.Preparing, AttemptState.Succeeded),
        (AttemptState.Preparing, AttemptState.Failed), (AttemptState.Preparing, AttemptState.Expired), (AttemptState.Preparing, AttemptState.Abandoned),
        (AttemptState.Open, AttemptState.Processing), (AttemptState.Open, AttemptState.Succeeded), (AttemptState.Open, AttemptState.Failed),
        (AttemptState.Open, AttemptState.Expired), (AttemptState.Open, AttemptState.Abandoned),
        (AttemptState.Processing, AttemptState.Succeeded), (AttemptState.Processing, AttemptState.Failed),
        (AttemptState.Abandoned, AttemptState.Processing), (AttemptState.Abandoned, AttemptState.Expired), (AttemptState.Abandoned, AttemptState.Succeeded),
        (AttemptState.Failed, AttemptState.Succeeded), (AttemptState.Expired, AttemptState.Succeeded),
    ];

    /// <summary>Only what Stripe has not seen may turn out to be anything.</summary>
    private static readonly HashSet<(RefundState From, RefundState To)> Refunds =
    [
        (RefundState.Requested, RefundState.Pending), (RefundState.Requested, RefundState.Succeeded), (RefundState.Requested, RefundState.Failed), (RefundState.Requested, RefundState.Cancelled),
        (RefundState.Pending, RefundState.Succeeded), (RefundState.Pending, RefundState.Failed), (RefundState.Pending, RefundState.Cancelled),
        (RefundState.Succeeded, RefundState.Failed), (RefundState.Succeeded, RefundState.Cancelled),
    ];

    /// <summary>An inquiry may become a dispute; a lost one may be won by appeal.</summary>
    private static readonly HashSet<(DisputeState From, DisputeState To)> Disputes =
    [
        (DisputeState.InquiryOpen, DisputeState.InquiryClosed), (DisputeState.InquiryOpen, DisputeState.NeedsResponse), (DisputeState.InquiryOpen, DisputeState.UnderReview),
        (DisputeState.InquiryOpen, DisputeState.Lost), (DisputeState.InquiryOpen, DisputeState.Won),
        (DisputeState.NeedsResponse, DisputeState.UnderReview), (DisputeState.NeedsResponse, DisputeState.Won), (DisputeState.NeedsResponse, DisputeState.Lost),
        (DisputeState.UnderReview, DisputeState.Won), (DisputeState.UnderReview, DisputeState.Lost), (DisputeState.Lost, DisputeState.Won),
    ];

    public static bool Allows(PaymentState from, PaymentState to) => Payments.Contains((from, to));

    public static bool Allows(AttemptState from, AttemptState to) => Attempts.Contains((from, to));

    /// <param name="isAtStripe">False for a refund that was given up here without Stripe having it: when Stripe has it after all, that holds.</param>
    public static bool Allows(RefundState from, RefundState to, bool isAtStripe) => !isAtStripe || Refunds.Contains((from, to));

    public static bool Allows(DisputeState from, DisputeState to) => Disputes.Contains((from, to));

    public static void Check(RefundState from, RefundState to, bool isAtStripe)
    {
        if (!Allows(from, to, isAtStripe)) throw new InvalidOperationException($"A refund cannot go from {from} to {to}.");
    }

    public static void Check(DisputeState from, DisputeState to)
    {
        if (!Allows(from, to)) throw new InvalidOperationException($"A dispute cannot go from {from} to {to}.");
    }

    public static void Check(PaymentState from, PaymentState to)
    {
        if (!Allows(from, to)) throw new InvalidOperationException($"A payment cannot go from {from} to {to}.");
    }

    public static void Check(AttemptState from, AttemptState to)
    {
        if (!Allows(from, to)) throw new InvalidOperationException($"A payment attempt cannot go from {from} to {to}.");
    }
}
