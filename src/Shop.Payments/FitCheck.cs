using Shop.Kernel;

namespace Shop.Payments;

/// <summary>Whether money at Stripe is what the payment asked for. The reasons are read by finance officers.</summary>
internal static class FitCheck
{
    public const string PaidTwice = "Paid twice: this is a second payment for an order that was already paid.";
    public const string TooLate = "Paid too late: the order had been closed before the money arrived.";
    public const string NotStartedHere = "Stripe has a payment that names this order but that the shop did not start.";

    /// <summary>Null when there is no money, or when it fits.</summary>
    public static string? Reason(PaymentFacts payment, AttemptFacts attempt, RemoteSession remote, bool liveKey)
    {
        if (remote.Payment?.Charge is not { CapturedPence: > 0 } charge) return null;
        if (remote.Livemode != liveKey)
            return remote.Livemode ? "A live payment reached a shop that uses a test key." : "A test payment reached a shop that uses a live key: no money was taken.";
        if (!IsPounds(charge.Currency) || !IsPounds(remote.Currency))
            return $"Paid in another currency: {charge.CapturedPence} in the smallest unit of {Currency(charge, remote)}.";
        if (charge.CapturedPence != payment.AmountPence)
            return $"Wrong amount: {new Money(charge.CapturedPence)} was taken, {new Money(payment.AmountPence)} was due.";
        if (remote.AmountPence != payment.AmountPence)
            return $"Wrong amount: Stripe's page asked for {new Money(remote.AmountPence)}, {new Money(payment.AmountPence)} was due.";
        if (remote.ClientReferenceId != payment.Reference || remote.Reference != payment.Reference)
            return "The payment at Stripe carries the reference of another order.";
        return remote.AttemptId == attempt.Id ? null : "The payment at Stripe carries the number of another attempt.";
    }

    private static string Currency(RemoteCharge charge, RemoteSession remote) => IsPounds(charge.Currency) ? remote.Currency : charge.Currency;

    public static bool IsPounds(string currency) => string.Equals(currency, Money.Currency, StringComparison.OrdinalIgnoreCase);
}
