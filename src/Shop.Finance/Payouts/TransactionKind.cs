namespace Shop.Finance.Payouts;

/// <summary>What moved the Stripe balance, sorted by Stripe's reporting category (docs.stripe.com/reports/reporting-categories).</summary>
public enum TransactionKind
{
    Charge,

    /// <summary>A charge that was taken in part gives the rest back in a row of its own.</summary>
    PartialCaptureReversal,
    ChargeFailure,
    Refund,
    RefundFailure,
    Dispute,
    DisputeReversal,
    Fee,
    Payout,

    /// <summary>A payout that failed or was called back: its money is in the balance again.</summary>
    PayoutReversal,
    TopUp,

    /// <summary>Stripe's own correction, reserve or other movement that belongs to no order.</summary>
    Adjustment,

    /// <summary>A category nobody here knows: never silence, always an item.</summary>
    Unknown,
}

internal static class TransactionKinds
{
    private static readonly Dictionary<string, TransactionKind> Known = new(StringComparer.Ordinal)
    {
        ["charge"] = TransactionKind.Charge,
        ["partial_capture_reversal"] = TransactionKind.PartialCaptureReversal,
        ["charge_failure"] = TransactionKind.ChargeFailure,
        ["refund"] = TransactionKind.Refund,
        ["refund_failure"] = TransactionKind.RefundFailure,
        ["dispute"] = TransactionKind.Dispute,
        ["dispute_reversal"] = TransactionKind.DisputeReversal,
        ["fee"] = TransactionKind.Fee,
        ["payout"] = TransactionKind.Payout,
        ["payout_reversal"] = TransactionKind.PayoutReversal,
        ["topup"] = TransactionKind.TopUp,
        ["topup_reversal"] = TransactionKind.TopUp,
        ["other_adjustment"] = TransactionKind.Adjustment,
    };

    /// <summary>By reporting category, never by type: "adjustment" hides disputes and failed refunds.</summary>
    public static TransactionKind Of(string reportingCategory) => Known.GetValueOrDefault(reportingCategory, TransactionKind.Unknown);

    /// <summary>Belongs to one resident's payment.</summary>
    public static bool IsAboutAPayment(this TransactionKind kind) => kind is TransactionKind.Charge or TransactionKind.PartialCaptureReversal
        or TransactionKind.Refund or TransactionKind.RefundFailure or TransactionKind.Dispute or TransactionKind.DisputeReversal;

    /// <summary>Money that belongs to nothing the shop did: an officer has to say what it is.</summary>
    public static bool NeedsAPerson(this TransactionKind kind) => kind is TransactionKind.ChargeFailure or TransactionKind.TopUp or TransactionKind.Adjustment or TransactionKind.Unknown;
}
