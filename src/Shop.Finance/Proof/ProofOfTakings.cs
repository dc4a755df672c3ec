namespace Shop.Finance.Proof;

public abstract record ProofResult
{
    private ProofResult() { }

    public sealed record Compared(ProofOfTakings Proof) : ProofResult;

    /// <summary>Stripe did not answer: nothing is proved either way.</summary>
    public sealed record StripeUnavailable : ProofResult;

    /// <summary>The days are the wrong way round, or too many for one proof.</summary>
    public sealed record RangeRefused(string Message) : ProofResult;
}

/// <summary>Captured less refunded by Stripe's word against the orders', by London day and in all. Amounts in pence.</summary>
public sealed record ProofOfTakings(DateOnly From, DateOnly To, IReadOnlyList<ProofDay> Days, IReadOnlyList<Difference> Differences)
{
    public long StripePence => Days.Sum(d => d.StripePence);
    public long OrdersPence => Days.Sum(d => d.OrdersPence);

    /// <summary>The sizes of the differences somebody or something explains, without regard to their sign: two faults never cancel each other.</summary>
    public long ExplainedPence => Differences.Where(d => d.IsExplained).Sum(d => Math.Abs(d.AmountPence));

    public long UnexplainedPence => Differences.Where(d => !d.IsExplained).Sum(d => Math.Abs(d.AmountPence));

    public int Unexplained => Differences.Count(d => !d.IsExplained);
}

/// <param name="OrdersTakenPence">Paid on orders, money that did not fit among it.</param>
public sealed record ProofDay(DateOnly Day, int Charges, long CapturedPence, long StripeRefundedPence, long OrdersTakenPence, long OrdersRefundedPence)
{
    public long StripePence => CapturedPence - StripeRefundedPence;
    public long OrdersPence => OrdersTakenPence - OrdersRefundedPence;
    public long DifferencePence => StripePence - OrdersPence;
}

/// <summary>One thing that does not agree. Amounts in pence, each captured less refunded; null where that side has nothing.</summary>
/// <param name="Key">Names the difference; an explanation is kept under it.</param>
/// <param name="Reference">Without dashes; null where Stripe's charge names no order.</param>
/// <param name="AmountPence">Stripe less orders; for finance's record: record less orders; for its lines: lines less payment.</param>
/// <param name="Note">What the order says about this money.</param>
public sealed record Difference(
    DifferenceKind Kind, string Key, string? Reference, string? ChargeId, DateOnly Day, long? StripePence, long? OrdersPence, long? RecordPence, long AmountPence, string? Note)
{
    /// <summary>What a finance officer found out; null where nobody has.</summary>
    public DifferenceExplanation? Explanation { get; init; }

    public bool IsExplained => Explanation is not null || Kind == DifferenceKind.RefundOnAnotherCharge;
}

public sealed record DifferenceExplanation(string Reason, string By, DateTime At);

public enum DifferenceKind
{
    /// <summary>Stripe has a charge that is on no order.</summary>
    OnlyAtStripe,

    /// <summary>An order has money that Stripe knows nothing of.</summary>
    OnlyOnOrder,

    /// <summary>Both have it, with different amounts.</summary>
    AmountsDiffer,

    /// <summary>A refund that the order counts on another of its charges; in all they agree.</summary>
    RefundOnAnotherCharge,

    /// <summary>Finance's record of an order differs from the order.</summary>
    RecordDiffers,

    /// <summary>The lines with the ledger codes do not add up to the payment.</summary>
    LinesDiffer,
}
