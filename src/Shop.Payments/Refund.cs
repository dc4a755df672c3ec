using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// Money that goes back to a payer. The row is committed before Stripe is asked; what becomes of it is what Stripe says
/// when asked again. A refund that was made at Stripe without the shop is adopted. Changed only by its <see cref="Payment"/>.
/// </summary>
internal sealed class Refund
{
    private Refund() { }

    public Guid Id { get; private set; }
    public Guid PaymentId { get; private set; }
    public string ChargeId { get; private set; } = "";

    /// <summary>"re_…"; null until Stripe made it.</summary>
    public string? StripeRefundId { get; private set; }

    public long AmountPence { get; private set; }

    /// <summary>For finance; empty for an adopted one.</summary>
    public string Reason { get; private set; } = "";

    public RefundOrigin Origin { get; private set; }
    public RefundState State { get; private set; }
    public string? BalanceTransactionId { get; private set; }
    public string? FailureBalanceTransactionId { get; private set; }

    /// <summary>Stripe's code.</summary>
    public string? FailureReason { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC; when the sweeper asks Stripe again. Null: nothing more is expected.</summary>
    public DateTime? NextLookAt { get; private set; }

    public int Looks { get; private set; }

    public static Refund Request(RequestRefund request, string chargeId, DateTime now) => new()
    {
        Id = request.RefundId,
        ChargeId = chargeId,
        AmountPence = request.AmountPence,
        Reason = request.Reason,
        Origin = request.Origin,
        State = RefundState.Requested,
        CreatedAt = now,
        NextLookAt = MoneyBackSchedule.First(now),
    };

    /// <summary>Found at Stripe, not made by the shop.</summary>
    public static Refund Adopt(RefundFacts facts, DateTime now)
    {
        var refund = new Refund { Id = facts.Id, ChargeId = facts.ChargeId, AmountPence = facts.AmountPence, Origin = facts.Origin, State = RefundState.Requested, CreatedAt = now };
        refund.Become(facts, now);
        return refund;
    }

    /// <summary>Takes over what the reducer found. Throws when the change of state is not legal.</summary>
    public void Become(RefundFacts facts, DateTime now)
    {
        if (facts.State != State) Transitions.Check(State, facts.State, isAtStripe: StripeRefundId is not null);
        State = facts.State;
        StripeRefundId = facts.StripeRefundId;
        AmountPence = facts.AmountPence;
        BalanceTransactionId = facts.BalanceTransactionId;
        FailureBalanceTransactionId = facts.FailureBalanceTransactionId;
        FailureReason = facts.FailureReason;
        PlanLook(now);
    }

    /// <summary>The sweeper asked: the next time is later.</summary>
    public void Looked(DateTime now)
    {
        Looks++;
        PlanLook(now);
    }

    public RefundFacts Facts() => new(Id, ChargeId, StripeRefundId, AmountPence, Origin, State, BalanceTransactionId, FailureBalanceTransactionId, FailureReason);

    /// <summary>Money that never left does not come back.</summary>
    private bool IsTransactionMissing => State is RefundState.Failed or RefundState.Cancelled ? BalanceTransactionId is not null && FailureBalanceTransactionId is null : BalanceTransactionId is null;

    private void PlanLook(DateTime now) => NextLookAt = MoneyBackSchedule.Next(State, IsTransactionMissing, Looks, now);
}

/// <summary>A refund as values.</summary>
internal sealed record RefundFacts(
    Guid Id, string ChargeId, string? StripeRefundId, long AmountPence, RefundOrigin Origin, RefundState State,
    string? BalanceTransactionId, string? FailureBalanceTransactionId, string? FailureReason)
{
    /// <summary>The money is with the payer or on its way from Stripe.</summary>
    public bool WentBack => State is RefundState.Pending or RefundState.Succeeded;
}
