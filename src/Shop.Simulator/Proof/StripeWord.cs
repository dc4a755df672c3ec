namespace Shop.Simulator.Proof;

/// <summary>All of Stripe's account as Stripe's API tells it, in pence. The shop is not asked.</summary>
public sealed class StripeWord(IReadOnlyList<SandboxTransaction> transactions, IReadOnlyList<SandboxPayout> payouts, long heldByDisputes)
{
    public static async Task<StripeWord> AskAsync(SandboxControl sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return new StripeWord(await sandbox.TransactionsAsync(), await sandbox.PayoutsAsync(), await sandbox.HeldByDisputesAsync());
    }

    public IReadOnlyList<SandboxPayout> Payouts => payouts;

    public IReadOnlyList<SandboxTransaction> Charges { get; } = [.. transactions.Where(t => t.Category == "charge")];

    public long TakenPence => Charges.Sum(c => c.AmountPence);

    public long RefundedPence => -transactions.Where(t => t.Category is "refund" or "refund_failure").Sum(t => t.AmountPence);

    public int Refunds => transactions.Count(t => t.Category == "refund");

    public long CardFeesPence => Charges.Sum(c => c.FeePence);

    public long DisputeFeesPence => transactions.Where(t => t.Category is "dispute" or "dispute_reversal").Sum(t => t.FeePence);

    public int Disputes => transactions.Count(t => t.Category == "dispute");

    public long HeldByDisputesPence => heldByDisputes;

    /// <summary>Available and pending.</summary>
    public long BalancePence => transactions.Sum(t => t.NetPence);

    /// <summary>Sent to the bank and not failed.</summary>
    public long PaidOutPence => payouts.Where(p => p.FailedAt is null).Sum(p => p.AmountPence);

    public int PayoutsFailed => payouts.Count(p => p.FailedAt is not null);

    public int PayoutsBelowZero => payouts.Count(p => p.AmountPence < 0);
}
