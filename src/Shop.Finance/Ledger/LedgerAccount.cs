namespace Shop.Finance.Ledger;

/// <summary>
/// The accounts of the ledger. These names stand in its entries for ever; which code of the council's general ledger each
/// one is, and what it is called, is data (<c>controlAccounts</c> in seed-data/ledger.json) and may change without touching history.
/// </summary>
public static class LedgerAccount
{
    /// <summary>Told apart by cost centre, subjective and VAT code.</summary>
    public const string Income = "income";

    /// <summary>What Stripe holds for the council: available and pending.</summary>
    public const string StripeClearing = "stripe-clearing";

    public const string PayoutsInTransit = "payouts-in-transit";
    public const string Bank = "bank";
    public const string CardFees = "card-fees";
    public const string DisputeFees = "dispute-fees";
    public const string DisputesHolding = "disputes-holding";
    public const string VatOutput = "vat-output";

    /// <summary>Security bonds: the residents' money.</summary>
    public const string BondsHeld = "bonds-held";

    /// <summary>Paid now for a service in a later period.</summary>
    public const string IncomeInAdvance = "income-in-advance";

    public const string Suspense = "suspense";

    /// <summary>Money given back that nobody has put on the lines of an order yet.</summary>
    public const string RefundsToAllocate = "refunds-to-allocate";

    /// <summary>Refunds that Stripe could not make, paid by bank transfer or cheque: owed to whatever account paid them, until its bank line clears it.</summary>
    public const string RefundsPaidOtherwise = "refunds-paid-otherwise";

    public const string WriteOffs = "write-offs";

    public static IReadOnlyList<string> All { get; } =
    [
        Income, StripeClearing, PayoutsInTransit, Bank, CardFees, DisputeFees, DisputesHolding, VatOutput, BondsHeld, IncomeInAdvance, Suspense,
        RefundsToAllocate, RefundsPaidOtherwise, WriteOffs,
    ];
}
