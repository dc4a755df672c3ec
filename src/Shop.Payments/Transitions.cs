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

    public static bool Allows(PaymentState from, PaymentState to) => Payments.Contains((from, to));

    public static bool Allows(AttemptState from, AttemptState to) => Attempts.Contains((from, to));

    public static void Check(PaymentState from, PaymentState to)
    {
        if (!Allows(from, to)) throw new InvalidOperationException($"A payment cannot go from {from} to {to}.");
    }

    public static void Check(AttemptState from, AttemptState to)
    {
        if (!Allows(from, to)) throw new InvalidOperationException($"A payment attempt cannot go from {from} to {to}.");
    }
}
