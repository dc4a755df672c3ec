using System.Security.Cryptography;
using System.Text;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// The part of the one step that is about money going back: what Stripe lists of a charge's refunds and disputes, merged
/// into what is known. Forward only, so the order of answers does not matter; a row is found by Stripe's id, then by
/// ours in the metadata (the answer to a refund may be lost), and what neither finds is adopted.
/// </summary>
internal static class MoneyBackReducer
{
    public static List<RefundFacts> Refunds(IReadOnlyList<RefundFacts> known, RemoteCharge charge)
    {
        var refunds = known.ToList();
        foreach (var remote in charge.Refunds)
        {
            var index = IndexOf(refunds, remote);
            if (index >= 0) refunds[index] = Merge(refunds[index], remote);
            else refunds.Add(Merge(new RefundFacts(IdOf(remote.StripeRefundId), charge.ChargeId, null, remote.AmountPence, RefundOrigin.Dashboard, RefundState.Requested, null, null, null), remote));
        }

        return refunds;
    }

    public static List<DisputeFacts> Disputes(IReadOnlyList<DisputeFacts> known, RemoteCharge charge)
    {
        var disputes = known.ToList();
        foreach (var remote in charge.Disputes)
        {
            var facts = Read(charge.ChargeId, remote);
            var index = disputes.FindIndex(d => d.Id == remote.DisputeId);
            if (index < 0) disputes.Add(facts);
            else disputes[index] = Merge(disputes[index], facts);
        }

        return disputes;
    }

    /// <summary>The same id for the same refund, whoever sees it first.</summary>
    public static Guid IdOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static int IndexOf(List<RefundFacts> refunds, RemoteRefund remote)
    {
        var byStripe = refunds.FindIndex(r => r.StripeRefundId == remote.StripeRefundId);
        return byStripe >= 0 ? byStripe : refunds.FindIndex(r => r.StripeRefundId is null && r.Id == remote.RefundId);
    }

    private static RefundFacts Merge(RefundFacts refund, RemoteRefund remote)
    {
        var wanted = StateOf(remote.Status, refund.State);
        // Newer than what is known, or as new: an older answer would bring back figures that no longer hold.
        var isForward = wanted == refund.State || Transitions.Allows(refund.State, wanted, isAtStripe: refund.StripeRefundId is not null);
        return refund with
        {
            StripeRefundId = remote.StripeRefundId,
            AmountPence = remote.AmountPence,
            State = isForward ? wanted : refund.State,
            BalanceTransactionId = remote.BalanceTransactionId ?? refund.BalanceTransactionId,
            FailureBalanceTransactionId = remote.FailureBalanceTransactionId ?? refund.FailureBalanceTransactionId,
            FailureReason = isForward ? remote.FailureReason : refund.FailureReason,
        };
    }

    /// <summary>An unknown status proves nothing but that Stripe has the refund: it counts as on its way.</summary>
    private static RefundState StateOf(string status, RefundState known) => status switch
    {
        "succeeded" => RefundState.Succeeded,
        "failed" => RefundState.Failed,
        "canceled" => RefundState.Cancelled,
        "pending" or "requires_action" => RefundState.Pending,
        _ => known == RefundState.Requested ? RefundState.Pending : known,
    };

    private static DisputeFacts Merge(DisputeFacts known, DisputeFacts said) =>
        said.State == known.State ? said with { OpenedAt = known.OpenedAt, BalanceTransactionIds = Longer(known.BalanceTransactionIds, said.BalanceTransactionIds) }
        : Transitions.Allows(known.State, said.State) ? said with { OpenedAt = known.OpenedAt }
        : known;

    private static string Longer(string known, string said) => said.Length >= known.Length ? said : known;

    private static DisputeFacts Read(string chargeId, RemoteDispute remote)
    {
        var isInquiry = remote.Status.StartsWith("warning_", StringComparison.Ordinal) || remote.Status == "prevented";
        var state = remote.Status switch
        {
            "warning_needs_response" or "warning_under_review" => DisputeState.InquiryOpen,
            "warning_closed" or "prevented" => DisputeState.InquiryClosed,
            "won" => DisputeState.Won,
            "lost" => DisputeState.Lost,
            "needs_response" => DisputeState.NeedsResponse,
            // New words of Stripe's come every month: until one is known, the money is in dispute.
            _ => DisputeState.UnderReview,
        };
        return new DisputeFacts(
            remote.DisputeId, chargeId, remote.AmountPence, remote.Reason, state, isInquiry,
            state is DisputeState.NeedsResponse or DisputeState.InquiryOpen ? remote.EvidenceDueBy : null,
            string.Join(' ', remote.BalanceTransactionIds), remote.CreatedAt);
    }
}
