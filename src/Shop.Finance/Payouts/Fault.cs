namespace Shop.Finance.Payouts;

/// <summary>Something about a balance transaction or a payout that is not explained. Amount in pence; its sign says which way, its size counts.</summary>
/// <param name="TransactionId">Null where it is about the payout as a whole, or about an order.</param>
/// <param name="Reference">The order it is about, without dashes; null where there is none.</param>
/// <param name="Day">London.</param>
/// <param name="ItemId">The suspense item that was opened about it; null where there is none.</param>
public sealed record Fault(FaultKind Kind, string? TransactionId, string? Reference, DateOnly Day, long AmountPence, Guid? ItemId = null)
{
    /// <summary>For an officer: what does not agree with what.</summary>
    public string Why { get; init; } = "";
}

/// <summary>Which rule is broken.</summary>
public enum FaultKind
{
    /// <summary>I1: net is not amount less fee.</summary>
    NetDiffers,

    /// <summary>I1: the parts of the fee are not the fee.</summary>
    FeePartsDiffer,

    /// <summary>I2: the transactions do not add up to the payout.</summary>
    PayoutDiffers,

    /// <summary>I2: Stripe's list does not end with the payout's own row.</summary>
    OwnRowMissing,

    /// <summary>The payout cannot be itemised, or not yet.</summary>
    NotItemised,

    /// <summary>I11: a payout that failed, whose money has not come back in full.</summary>
    NotComeBack,

    /// <summary>I12: another currency, an exchange, or the other mode.</summary>
    Foreign,

    /// <summary>A category that nobody has explained yet.</summary>
    Unknown,

    /// <summary>A charge, refund or dispute about no payment of this shop.</summary>
    NoPayment,

    /// <summary>Stripe took another amount than the order has.</summary>
    OrderDiffers,

    /// <summary>The lines of the order with their ledger codes do not add up to it.</summary>
    LinesDiffer,

    /// <summary>I10: the ledger moved by another amount.</summary>
    LedgerDiffers,

    /// <summary>There are more faults than the list has room for; the amount is the size of them all.</summary>
    More,
}
