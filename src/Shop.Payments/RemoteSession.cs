namespace Shop.Payments;

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
/// <param name="RefundedPence">All refunds that did not fail.</param>
internal sealed record RemoteCharge(
    string ChargeId, string Currency, long CapturedPence, long RefundedPence, DateTime CreatedAt, string? CardBrand, string? CardLast4, RemoteFee? Fee);

/// <summary>From the charge's balance transaction; pence.</summary>
internal sealed record RemoteFee(string BalanceTransactionId, long FeePence, long NetPence);
