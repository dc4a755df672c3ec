using Shop.Finance.Bank;
using Shop.Finance.Batches;
using Shop.Finance.Ledger;
using Shop.Finance.Proof;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Kernel.Lines;
using Shop.Payments.Contracts;

namespace Shop.Finance;

/// <summary>The words finance reads on pages and in files.</summary>
public static class FinanceWords
{
    public static string InWords(this TakingState state) => state switch
    {
        TakingState.Announced => "Not paid yet",
        TakingState.Paid => "Paid",
        TakingState.PartlyRefunded => "Partly refunded",
        TakingState.Refunded => "Refunded",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string InWords(this ChargeKind kind) => kind switch
    {
        ChargeKind.Fee => "Fee",
        ChargeKind.Statutory => "Statutory fee",
        ChargeKind.SecurityBond => "Security bond",
        ChargeKind.BookingDeposit => "Booking deposit",
        ChargeKind.Delivery => "Delivery",
        ChargeKind.Admin => "Administration",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string InWords(this FinanceRefundState state) => state switch
    {
        FinanceRefundState.AwaitingSecondPerson => "Waits for a second person",
        FinanceRefundState.Declined => "Declined",
        FinanceRefundState.Requested => "To be sent to Stripe",
        FinanceRefundState.Pending => "At Stripe, not sent yet",
        FinanceRefundState.Succeeded => "Sent to the card",
        FinanceRefundState.Failed => "Failed: the resident has not got it",
        FinanceRefundState.Cancelled => "Cancelled",
        FinanceRefundState.PaidOtherwise => "Paid by other means",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string InWords(this RefundRow refund) => refund switch
    {
        { ReplacedById: not null, State: FinanceRefundState.Failed } => "Failed, replaced by another",
        { ReplacedById: not null } => $"{refund.State.InWords()}, replaced by another",
        _ => refund.State.InWords(),
    };

    public static string InWords(this RefundOrigin origin) => origin switch
    {
        RefundOrigin.Officer => "Finance",
        RefundOrigin.Automatic => "The shop",
        RefundOrigin.Dashboard => "Made at Stripe",
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    /// <summary>Stripe's code for why money did not go back, in words; a code that is not known is shown as it is.</summary>
    public static string RefundFailure(string? code) => code switch
    {
        null => "no reason given",
        "expired_or_canceled_card" => "the card has expired or was cancelled",
        "lost_or_stolen_card" => "the card was lost or stolen",
        "charge_disputed" => "the payer’s bank disputes the payment",
        "charge_already_refunded" => "all of the charge had gone back already",
        "stored_failure" => "Stripe had a fault and will not take this refund any more: ask for another",
        "insufficient_funds" => "Stripe’s balance was too low",
        "declined" => "the bank declined it",
        "merchant_request" => "it was cancelled at the council’s request",
        "unknown" => "the bank gave no reason",
        _ => code,
    };

    public static string InWords(this DisputeState state) => state switch
    {
        DisputeState.NeedsResponse => "Needs an answer",
        DisputeState.UnderReview => "The bank decides",
        DisputeState.Won => "Won",
        DisputeState.Lost => "Lost",
        DisputeState.InquiryOpen => "The bank asks",
        DisputeState.InquiryClosed => "Closed, no money taken",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>"Visa 4242"; empty where no card is known.</summary>
    public static string Card(string? brand, string? last4) => last4 is null ? "" : brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        _ => "Card",
    } + " " + last4;

    public static string InWords(this DifferenceKind kind) => kind switch
    {
        DifferenceKind.OnlyAtStripe => "Only at Stripe",
        DifferenceKind.OnlyOnOrder => "Only on an order",
        DifferenceKind.AmountsDiffer => "Amounts differ",
        DifferenceKind.RefundOnAnotherCharge => "Refund on another charge of the order",
        DifferenceKind.RecordDiffers => "Finance’s record differs from the order",
        DifferenceKind.LinesDiffer => "Lines do not add up to the payment",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string InWords(this JournalKind kind) => kind switch
    {
        JournalKind.OrderPaid => "Order paid",
        JournalKind.IncomeReleased => "Income released",
        JournalKind.Refund => "Refund",
        JournalKind.RefundFailed => "Refund failed",
        JournalKind.StrayMoney => "Money that fits no order",
        JournalKind.Fee => "Stripe fee",
        JournalKind.Dispute => "Dispute",
        JournalKind.DisputeReinstated => "Dispute won",
        JournalKind.DisputeLost => "Dispute lost",
        JournalKind.Payout => "Payout",
        JournalKind.PayoutFailed => "Payout failed",
        JournalKind.BankReceipt => "Bank receipt",
        JournalKind.Suspense => "Suspense",
        JournalKind.Adjustment => "Stripe adjustment",
        JournalKind.Mirror => "Undone",
        JournalKind.OpeningPosition => "Opening position",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>"Stripe clearing"; an account that is not of <see cref="LedgerAccount"/> as it stands.</summary>
    public static string Account(string account) => account switch
    {
        LedgerAccount.Income => "Income",
        LedgerAccount.StripeClearing => "Stripe clearing",
        LedgerAccount.PayoutsInTransit => "Payouts in transit",
        LedgerAccount.Bank => "Bank",
        LedgerAccount.CardFees => "Card fees",
        LedgerAccount.DisputeFees => "Dispute fees",
        LedgerAccount.DisputesHolding => "Disputes holding",
        LedgerAccount.VatOutput => "VAT output",
        LedgerAccount.BondsHeld => "Security bonds held",
        LedgerAccount.IncomeInAdvance => "Income in advance",
        LedgerAccount.Suspense => "Suspense",
        LedgerAccount.RefundsToAllocate => "Refunds to allocate",
        LedgerAccount.RefundsPaidOtherwise => "Refunds paid outside Stripe",
        LedgerAccount.WriteOffs => "Write-offs",
        _ => account,
    };

    public static string InWords(this LineState state) => state switch
    {
        LineState.Open => "To explain",
        LineState.Matched => "Matched",
        LineState.Suspense => "In suspense",
        LineState.Explained => "Explained by a journal",
        LineState.LeftOut => "Left out",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string InWords(this BatchState state) => state switch
    {
        BatchState.Draft => "Draft",
        BatchState.Approved => "Approved",
        BatchState.Exported => "Exported",
        BatchState.Acknowledged => "Acknowledged",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
