using MediatR;

namespace Shop.Payments.Contracts;

/// <summary>
/// A dispute (a payer's bank takes, or asks about, a payment) was opened or changed at Stripe. Sent inside the transaction that records it.
/// </summary>
/// <param name="AmountPence">What the bank disputes; fees are known from the balance transactions only.</param>
/// <param name="Reason">Stripe's word ("fraudulent", "product_not_received").</param>
/// <param name="IsInquiry">The bank only asks: no money was taken.</param>
/// <param name="EvidenceDueBy">UTC; until when evidence may be sent. Null when there is nothing to send.</param>
/// <param name="At">UTC; when the shop learned it.</param>
public sealed record DisputeChanged(
    string DisputeId, Guid PaymentId, string Reference, string ChargeId, long AmountPence, string Reason, DisputeState State, bool IsInquiry,
    DateTime? EvidenceDueBy, DateTime At) : INotification;

public enum DisputeState
{
    /// <summary>The bank has taken the money; evidence may be sent until the deadline.</summary>
    NeedsResponse,

    /// <summary>Evidence was sent, or the deadline passed; the bank decides.</summary>
    UnderReview,

    /// <summary>The money is back.</summary>
    Won,

    /// <summary>The money is gone.</summary>
    Lost,

    /// <summary>The bank asks; no money was taken.</summary>
    InquiryOpen,

    /// <summary>The bank asked and took no money.</summary>
    InquiryClosed,
}
