using MediatR;

namespace Shop.Payments.Contracts;

public enum RefundState
{
    /// <summary>Recorded here; Stripe has not confirmed it.</summary>
    Requested,

    /// <summary>At Stripe, not yet on its way (too little money in the balance).</summary>
    Pending,

    Succeeded,

    /// <summary>Stripe or the bank could not give the money back; it is with the council again.</summary>
    Failed,

    Cancelled,
}

public enum RefundOrigin
{
    /// <summary>A finance officer asked for it.</summary>
    Officer,

    /// <summary>The shop gave back money that came twice or too late.</summary>
    Automatic,

    /// <summary>Made at Stripe without the shop.</summary>
    Dashboard,
}

/// <summary>
/// A refund changed its state, or one of its balance transactions became known. Sent inside the transaction that records it.
/// </summary>
/// <param name="StripeRefundId">Null until Stripe made it.</param>
/// <param name="BalanceTransactionId">Of the money that went; null until known.</param>
/// <param name="FailureBalanceTransactionId">Of the money that came back when it failed.</param>
/// <param name="At">UTC; when the shop learned it.</param>
public sealed record RefundChanged(
    Guid RefundId, Guid PaymentId, string Reference, string ChargeId, string? StripeRefundId, long AmountPence, RefundOrigin Origin, RefundState State,
    string? BalanceTransactionId, string? FailureBalanceTransactionId, string? FailureReason, DateTime At) : INotification;
