namespace Shop.Payments;

/// <summary>Which lists of a charge to read. The charge tells only sums, and nothing of a refund that failed.</summary>
[Flags]
internal enum MoneyBackLook
{
    None = 0,
    Refunds = 1,
    Disputes = 2,
}

internal enum RemoteStatus
{
    Open,
    Complete,
    Expired,

    /// <summary>Stripe knows no such session under this key.</summary>
    Missing,
}

/// <summary>A Checkout Session as Stripe told it when asked, with its payment; the only source of money fields.</summary>
/// <param name="PaymentStatus">"paid", "unpaid", "no_payment_required".</param>
/// <param name="Reference">From the metadata; null for a session that is not this shop's.</param>
/// <param name="AttemptId">From the metadata.</param>
internal sealed record RemoteSession(
    string SessionId,
    RemoteStatus Status,
    string PaymentStatus,
    long AmountPence,
    string Currency,
    bool Livemode,
    string? ClientReferenceId,
    string? Reference,
    Guid? AttemptId,
    string? Url,
    DateTime ExpiresAt,
    RemotePayment? Payment)
{
    public static RemoteSession NotFound(string sessionId) =>
        new(sessionId, RemoteStatus.Missing, "unpaid", 0, "", false, null, null, null, null, default, null);
}

/// <param name="Status">Stripe's status of the payment intent ("succeeded", "processing", ...).</param>
/// <param name="FailureCode">Of the last card tried, when it failed.</param>
internal sealed record RemotePayment(string PaymentIntentId, string Status, string? FailureCode, string? DeclineCode, RemoteCharge? Charge);

/// <param name="CapturedPence">0 until the money is taken.</param>
internal sealed record RemoteCharge(
    string ChargeId, string Currency, long CapturedPence, DateTime CreatedAt, string? CardBrand, string? CardLast4, RemoteFee? Fee)
{
    /// <summary>What Stripe's charge itself says there is to be listed.</summary>
    public MoneyBackLook Says { get; init; }

    /// <summary>Every refund Stripe lists, also failed ones. Empty where they were not asked for.</summary>
    public IReadOnlyList<RemoteRefund> Refunds { get; init; } = [];

    public IReadOnlyList<RemoteDispute> Disputes { get; init; } = [];
}

/// <param name="Status">Stripe's ("pending", "succeeded", "failed", "canceled", "requires_action").</param>
/// <param name="RefundId">Ours, from the metadata; null for one the shop did not make.</param>
internal sealed record RemoteRefund(
    string StripeRefundId, long AmountPence, string Status, Guid? RefundId, string? BalanceTransactionId, string? FailureBalanceTransactionId, string? FailureReason);

/// <param name="Status">Stripe's ("needs_response", "warning_closed", ...).</param>
internal sealed record RemoteDispute(
    string DisputeId, long AmountPence, string Reason, string Status, DateTime? EvidenceDueBy, IReadOnlyList<string> BalanceTransactionIds, DateTime CreatedAt);

/// <summary>From the charge's balance transaction; pence.</summary>
internal sealed record RemoteFee(string BalanceTransactionId, long FeePence, long NetPence);
