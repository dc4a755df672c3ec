using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>A payer's bank takes money back, or asks about it. All of it is what Stripe says when asked. Changed only by its <see cref="Payment"/>.</summary>
internal sealed class Dispute
{
    private Dispute() { }

    /// <summary>Stripe's, "dp_…".</summary>
    public string Id { get; private set; } = "";

    public Guid PaymentId { get; private set; }
    public string ChargeId { get; private set; } = "";
    public long AmountPence { get; private set; }

    /// <summary>Stripe's word.</summary>
    public string Reason { get; private set; } = "";

    public DisputeState State { get; private set; }
    public bool IsInquiry { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? EvidenceDueBy { get; private set; }

    /// <summary>The ids of its balance transactions, separated by spaces: the money and the fees are theirs to tell.</summary>
    public string BalanceTransactionIds { get; private set; } = "";

    /// <summary>UTC, Stripe's.</summary>
    public DateTime OpenedAt { get; private set; }

    public DateTime? NextLookAt { get; private set; }
    public int Looks { get; private set; }

    public static Dispute Open(DisputeFacts facts, DateTime now)
    {
        var dispute = new Dispute { Id = facts.Id, ChargeId = facts.ChargeId, OpenedAt = facts.OpenedAt, State = facts.State };
        dispute.Become(facts, now);
        return dispute;
    }

    public void Become(DisputeFacts facts, DateTime now)
    {
        if (facts.State != State) Transitions.Check(State, facts.State);
        (AmountPence, Reason, State, IsInquiry, EvidenceDueBy, BalanceTransactionIds) =
            (facts.AmountPence, facts.Reason, facts.State, facts.IsInquiry, facts.EvidenceDueBy, facts.BalanceTransactionIds);
        PlanLook(now);
    }

    public void Looked(DateTime now)
    {
        Looks++;
        PlanLook(now);
    }

    public DisputeFacts Facts() => new(Id, ChargeId, AmountPence, Reason, State, IsInquiry, EvidenceDueBy, BalanceTransactionIds, OpenedAt);

    private void PlanLook(DateTime now) => NextLookAt = MoneyBackSchedule.Next(State, Looks, now);
}

/// <summary>A dispute as values.</summary>
internal sealed record DisputeFacts(
    string Id, string ChargeId, long AmountPence, string Reason, DisputeState State, bool IsInquiry, DateTime? EvidenceDueBy, string BalanceTransactionIds, DateTime OpenedAt)
{
    /// <summary>The bank has taken the money and may keep it: nothing more may go back. An inquiry takes nothing; a refund is how it best ends.</summary>
    public bool BlocksRefunds => State is DisputeState.NeedsResponse or DisputeState.UnderReview;

    /// <summary>Pence of the charge that the bank has.</summary>
    public long TakenPence => State is DisputeState.NeedsResponse or DisputeState.UnderReview or DisputeState.Lost ? AmountPence : 0;
}
