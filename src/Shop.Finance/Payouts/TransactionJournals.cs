using Shop.Finance.Ledger;

namespace Shop.Finance.Payouts;

/// <summary>
/// What the ledger says of a balance transaction: which journals move Stripe clearing because of it, and the drafts of those
/// that are posted from it. Income and refunds are posted elsewhere, when the order is paid and when the refund is made;
/// from here come fees, disputes, payouts and what nobody can place. Amounts in pence.
/// </summary>
internal static class TransactionJournals
{
    /// <summary>Nothing is posted from it: its only journal is the order's or the refund's.</summary>
    public static bool HasNone(TransactionKind kind, long feePence) =>
        feePence == 0 && IsPostedElsewhere(kind);

    public static string OfFee(string transactionId) => "fee:" + transactionId;

    public static string OfLostDispute(string disputeId) => "dispute-lost:" + disputeId;

    /// <summary>Of the mirror of that, when the money came back after all.</summary>
    public static string OfWonDispute(string disputeId) => OfLostDispute(disputeId) + ":won";

    /// <summary>Every source a journal about this transaction may have.</summary>
    public static IReadOnlyList<string> Sources(string transactionId, string? sourceId, string? chargeId) =>
    [
        OfFee(transactionId), "dispute:" + transactionId, "payout:" + transactionId, "stripe:" + transactionId,
        .. sourceId is null ? Array.Empty<string>() : ["refund:" + sourceId, "refund-failed:" + sourceId, OfLostDispute(sourceId), OfWonDispute(sourceId)], .. chargeId is null ? Array.Empty<string>() : ["stray:" + chargeId],
    ];

    /// <summary>The journals that move Stripe clearing for this row, each with what it ought to move it by. Together they are the row's net.</summary>
    public static IEnumerable<(string SourceId, long ClearingPence)> Expected(TransactionPart row)
    {
        var isElsewhere = IsPostedElsewhere(row.Kind);
        if (isElsewhere && row.NetPence != row.AmountPence) yield return (OfFee(row.TransactionId), row.NetPence - row.AmountPence);
        var main = isElsewhere ? row.AmountPence : row.NetPence;
        if (main != 0) yield return (MainSource(row), main);
    }

    /// <summary>The drafts posted from this row; none when there is nothing to post. The row must be in pounds and net must be amount less fee.</summary>
    /// <param name="shares">The fee by cost centre; empty when it is charged to the council's own.</param>
    public static JournalDraft? Draft(TransactionPart row, IReadOnlyList<(string CostCentre, long Pence)> shares)
    {
        if (row is { NetPence: 0, AmountPence: 0 }) return null;
        var id = row.TransactionId;
        return row.Kind switch
        {
            TransactionKind.Charge or TransactionKind.PartialCaptureReversal or TransactionKind.Refund or TransactionKind.RefundFailure =>
                row.FeePence == 0 ? null : Of(row, OfFee(id), JournalKind.Fee, $"Stripe's fee on {row.SourceId}", [.. Fees(row, row.FeePence, shares), Clearing(row, -row.FeePence)]),
            TransactionKind.Fee => Of(row, OfFee(id), JournalKind.Fee, $"Stripe's fee {id}", [.. Fees(row, -row.NetPence, shares), Clearing(row, row.NetPence)]),
            TransactionKind.Dispute or TransactionKind.DisputeReversal => Of(
                row, MainSource(row), row.Kind == TransactionKind.Dispute ? JournalKind.Dispute : JournalKind.DisputeReinstated,
                row.Kind == TransactionKind.Dispute ? $"Taken back by the bank, dispute {row.SourceId}" : $"Given again after dispute {row.SourceId}",
                [
                    LedgerPosting.Debit(LedgerAccount.DisputesHolding, -row.AmountPence) with { OrderReference = row.Reference },
                    LedgerPosting.Debit(LedgerAccount.DisputeFees, row.FeePence) with { OrderReference = row.Reference },
                    Clearing(row, row.NetPence),
                ]),
            TransactionKind.Payout => Of(
                row, MainSource(row), JournalKind.Payout, $"Payout {row.SourceId} to the bank",
                [LedgerPosting.Debit(LedgerAccount.PayoutsInTransit, -row.NetPence) with { PayoutId = row.SourceId }, Clearing(row, row.NetPence)]),
            TransactionKind.PayoutReversal => Of(
                row, MainSource(row), JournalKind.PayoutFailed, $"Payout {row.SourceId} came back",
                [LedgerPosting.Credit(LedgerAccount.PayoutsInTransit, row.NetPence) with { PayoutId = row.SourceId }, Clearing(row, row.NetPence)]),
            _ => Of(
                row, MainSource(row), JournalKind.Adjustment, $"Stripe's {Words(row.ReportingCategory)} {id}, not explained yet",
                [LedgerPosting.Credit(LedgerAccount.Suspense, row.NetPence), Clearing(row, row.NetPence)]),
        };
    }

    /// <summary>The amount held for a lost dispute, written off to the services it was paid for.</summary>
    public static JournalDraft LostDispute(string disputeId, DateOnly day, string? reference, long heldPence, IReadOnlyList<(string CostCentre, long Pence)> shares) => new(
        OfLostDispute(disputeId), JournalKind.DisputeLost, day, $"Dispute {disputeId} was lost",
        [
            .. Split(LedgerAccount.WriteOffs, heldPence, shares).Select(p => p with { OrderReference = reference }),
            LedgerPosting.Credit(LedgerAccount.DisputesHolding, heldPence) with { OrderReference = reference },
        ],
        null, null);

    /// <summary>Puts back what was written off.</summary>
    public static JournalDraft WonDispute(string disputeId, DateOnly day, Journal lost) => new(
        OfWonDispute(disputeId), JournalKind.Mirror, day, $"Dispute {disputeId} was won after it had been lost",
        [.. lost.Entries.OrderBy(e => e.Place).Select(e => new LedgerPosting(e.Account, e.CreditPence, e.DebitPence, e.CostCentre, e.Subjective, e.VatCode, e.OrderReference, e.PayoutId, e.BankLineId))],
        null, null)
    { Mirrors = lost.Id };

    private static bool IsPostedElsewhere(TransactionKind kind) =>
        kind is TransactionKind.Charge or TransactionKind.PartialCaptureReversal or TransactionKind.Refund or TransactionKind.RefundFailure;

    private static string MainSource(TransactionPart row) => row.Kind switch
    {
        TransactionKind.Charge or TransactionKind.PartialCaptureReversal => row.IsOrdersOwn ? "order:" + row.Reference : "stray:" + row.ChargeId,
        TransactionKind.Refund => "refund:" + row.SourceId,
        TransactionKind.RefundFailure => "refund-failed:" + row.SourceId,
        TransactionKind.Dispute or TransactionKind.DisputeReversal => "dispute:" + row.TransactionId,
        TransactionKind.Fee => OfFee(row.TransactionId),
        TransactionKind.Payout or TransactionKind.PayoutReversal => "payout:" + row.TransactionId,
        _ => "stripe:" + row.TransactionId,
    };

    private static JournalDraft Of(TransactionPart row, string source, JournalKind kind, string narrative, IReadOnlyList<LedgerPosting> postings) =>
        new(source, kind, row.FinancialDate, narrative, postings, null, null);

    private static IEnumerable<LedgerPosting> Fees(TransactionPart row, long feePence, IReadOnlyList<(string CostCentre, long Pence)> shares) =>
        Split(LedgerAccount.CardFees, feePence, shares).Select(p => p with { OrderReference = row.Reference });

    private static IEnumerable<LedgerPosting> Split(string account, long pence, IReadOnlyList<(string CostCentre, long Pence)> shares) =>
        shares.Count == 0 ? [LedgerPosting.Debit(account, pence)] : shares.Select(s => LedgerPosting.Debit(account, s.Pence) with { CostCentre = s.CostCentre });

    private static LedgerPosting Clearing(TransactionPart row, long pence) =>
        LedgerPosting.Debit(LedgerAccount.StripeClearing, pence) with { OrderReference = row.Reference, PayoutId = row.Kind is TransactionKind.Payout or TransactionKind.PayoutReversal ? row.SourceId : null };

    private static string Words(string category) => category.Length == 0 ? "unnamed movement" : category.Replace('_', ' ');
}

/// <summary>What of a balance transaction the ledger needs. Amounts in pence.</summary>
/// <param name="IsOrdersOwn">Its charge is the payment of the order it names; otherwise it is stray money.</param>
internal sealed record TransactionPart(
    long Id, string TransactionId, TransactionKind Kind, string ReportingCategory, long AmountPence, long FeePence, long NetPence, string? SourceId, string? ChargeId,
    Guid? PaymentKey, string? Reference, DateOnly FinancialDate)
{
    public bool IsOrdersOwn => PaymentKey is not null;

    public static IQueryable<TransactionPart> Of(IQueryable<BalanceTransaction> rows) => rows.Select(t => new TransactionPart(
        t.Id, t.TransactionId, t.Kind, t.ReportingCategory, t.AmountPence, t.FeePence, t.NetPence, t.SourceId, t.ChargeId, t.PaymentKey, t.Reference, t.FinancialDate));
}
