using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>A card holder's bank wants the money of a charge back (in pence), or, as an inquiry, only asks about it.</summary>
internal sealed record Dispute(string Id, DateTimeOffset Created, long Amount, string Charge, string PaymentIntent, string Brand, string Reason) : IResource
{
    public const string NeedsResponse = "needs_response", UnderReview = "under_review", Won = "won", Lost = "lost",
        InquiryNeedsResponse = "warning_needs_response", InquiryUnderReview = "warning_under_review", InquiryClosed = "warning_closed";

    public string Status { get; init; } = NeedsResponse;

    /// <summary>Until when evidence is taken.</summary>
    public required DateTimeOffset DueBy { get; init; }

    /// <summary>It ran out without an answer.</summary>
    public bool PastDue { get; init; }

    /// <summary>What the merchant has said so far, by Stripe's names.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>();

    public int Submissions { get; init; }

    /// <summary>The money that was withdrawn and reinstated, with the fee; none for an inquiry.</summary>
    public IReadOnlyList<BalanceTransaction> Movements { get; init; } = [];

    /// <summary>Pence that answering it has cost and that come back when it is won.</summary>
    public long CounterFee { get; init; }

    /// <summary>Whether the charge has something left that a refund could settle an inquiry with.</summary>
    public bool ChargeRefundable { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    public bool IsInquiry => Status is InquiryNeedsResponse or InquiryUnderReview or InquiryClosed;

    public bool IsOpen => Status is NeedsResponse or UnderReview or InquiryNeedsResponse or InquiryUnderReview;

    public bool TakesEvidence => Status is NeedsResponse or InquiryNeedsResponse;

    /// <summary>Whether it stands against a refund of its charge: the money is with the bank, or lost.</summary>
    public bool BlocksRefund => Status is NeedsResponse or UnderReview or Lost;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "dispute",
        ["amount"] = Amount,
        ["balance_transactions"] = new JsonArray([.. Movements.Select(m => m.ToJson())]),
        ["charge"] = Charge,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = "gbp",
        ["enhanced_eligibility_types"] = new JsonArray(),
        ["evidence"] = DisputeEvidence.ToJson(Evidence),
        ["evidence_details"] = new JsonObject
        {
            ["due_by"] = DueBy.ToUnixTimeSeconds(),
            ["enhanced_eligibility"] = new JsonObject(),
            ["has_evidence"] = Evidence.Count > 0,
            ["past_due"] = PastDue,
            ["submission_count"] = Submissions,
            ["submission_method"] = Submissions > 0 ? "manual" : "not_submitted",
        },
        ["intended_submission_method"] = null,
        ["is_charge_refundable"] = IsInquiry && IsOpen && ChargeRefundable,
        ["livemode"] = false,
        ["metadata"] = Metadata.ToJson(),
        ["network_reason_code"] = DisputeReason.NetworkCode(Reason),
        ["payment_intent"] = PaymentIntent,
        ["payment_method_details"] = new JsonObject
        {
            ["card"] = new JsonObject
            {
                ["brand"] = Brand,
                ["case_type"] = IsInquiry ? "inquiry" : "chargeback",
                ["network"] = Brand,
                ["network_reason_code"] = DisputeReason.NetworkCode(Reason),
            },
            ["type"] = "card",
        },
        ["reason"] = Reason,
        ["status"] = Status,
    };
}
