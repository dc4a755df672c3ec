namespace Shop.Finance.Ledger;

/// <summary>What a journal is about.</summary>
public enum JournalKind
{
    OrderPaid,
    IncomeReleased,
    Refund,
    RefundFailed,
    StrayMoney,
    Fee,
    Dispute,
    DisputeReinstated,
    DisputeLost,
    Payout,
    PayoutFailed,
    BankReceipt,
    Suspense,

    /// <summary>Stripe's balance changed for a reason of its own: top-up, reserve, correction.</summary>
    Adjustment,

    /// <summary>Undoes another journal line by line.</summary>
    Mirror,

    /// <summary>Money taken before the ledger existed.</summary>
    OpeningPosition,
}
