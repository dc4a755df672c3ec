using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Records a refund that is to be made, before Stripe hears of it; joins the caller's transaction. Does nothing when
/// the id is known already: <see cref="RequestRefundResult.Recorded"/>. Throws when the amount is not positive, or the id
/// is known for another amount or payment. Never more than is left of the charge, whatever is asked at once.
/// </summary>
/// <param name="RefundId">The caller's; what the refund is known by here, and its idempotency key at Stripe.</param>
/// <param name="ChargeId">Null: the charge that paid the reference.</param>
/// <param name="AmountPence">VAT included.</param>
/// <param name="Reason">Why, in words for finance.</param>
public sealed record RequestRefund(
    Guid RefundId, string Reference, string? ChargeId, long AmountPence, string Reason, RefundOrigin Origin) : ICommand<RequestRefundResult>;

public abstract record RequestRefundResult
{
    private RequestRefundResult() { }

    /// <summary>The row is there; <see cref="SendRefund"/> may follow once it is committed, and a worker does what nobody did.</summary>
    public sealed record Recorded : RequestRefundResult;

    /// <summary>No such payment, or no such charge on it; nothing was recorded.</summary>
    public sealed record UnknownCharge : RequestRefundResult;

    /// <summary>More than can go back; nothing was recorded.</summary>
    /// <param name="LeftPence">What is captured and neither went back nor is on its way.</param>
    public sealed record TooMuch(long LeftPence) : RequestRefundResult;

    /// <summary>The payer's bank decides about the money; until then nothing goes back. Nothing was recorded.</summary>
    public sealed record DisputeOpen : RequestRefundResult;
}

/// <summary>
/// Has Stripe make a recorded refund, with the key "refund:{RefundId}"; asked any number of times it is made once.
/// Does nothing but answer when it is past <see cref="RefundState.Requested"/>. Throws for an unknown id, and
/// <see cref="PaymentProviderUnavailableException"/> when Stripe does not answer: a worker asks again.
/// </summary>
public sealed record SendRefund(Guid RefundId) : IGatewayCommand<RefundState>;

/// <summary>
/// Gives back a charge that came twice or too late, where the council's policy says so (setting "Payments:RefundStrayMoney"):
/// records the refund of all that is left of it, to be sent by the worker. Does nothing, false, when the policy is off, the
/// charge is unknown, disputed or has nothing left, or when it was recorded before. The refund's id comes from the payment
/// intent, so that nobody gives the same charge back twice.
/// </summary>
public sealed record ReturnStrayMoney(string Reference, string ChargeId, string Reason) : ICommand<bool>;

/// <summary>What Stripe took for a reference, charge by charge, and how much of it can still go back. Empty for an unknown or unpaid reference.</summary>
public sealed record GetChargeMoney(string Reference) : IQuery<IReadOnlyList<ChargeMoney>>;

/// <summary>Amounts in pence.</summary>
/// <param name="IsOwn">False for money that came twice, too late or wrong.</param>
/// <param name="RefundedPence">Went back, or is on its way at Stripe.</param>
/// <param name="RequestedPence">Recorded here, not yet at Stripe.</param>
/// <param name="DisputedPence">Taken by the payer's bank, or about to be.</param>
/// <param name="LeftPence">What can still go back; nothing goes back while <paramref name="DisputeOpen"/>.</param>
public sealed record ChargeMoney(
    string ChargeId, bool IsOwn, long CapturedPence, long RefundedPence, long RequestedPence, long DisputedPence, long LeftPence, bool DisputeOpen);
