namespace Shop.Finance.Payouts;

/// <summary>The words staff read for payouts and what they carry.</summary>
public static class PayoutWords
{
    public static string InWords(this TransactionKind kind) => kind switch
    {
        TransactionKind.Charge => "Payment",
        TransactionKind.PartialCaptureReversal => "Part of a payment not taken",
        TransactionKind.ChargeFailure => "Failed payment",
        TransactionKind.Refund => "Refund",
        TransactionKind.RefundFailure => "Failed refund",
        TransactionKind.Dispute => "Dispute",
        TransactionKind.DisputeReversal => "Dispute won",
        TransactionKind.Fee => "Stripe fee",
        TransactionKind.Payout => "Payout",
        TransactionKind.PayoutReversal => "Payout that came back",
        TransactionKind.TopUp => "Top-up",
        TransactionKind.Adjustment => "Adjustment by Stripe",
        _ => "Unknown",
    };

    public static string InWords(this PayoutStatus status) => status switch
    {
        PayoutStatus.Pending => "Being prepared",
        PayoutStatus.InTransit => "On its way",
        PayoutStatus.Paid => "Paid",
        PayoutStatus.Failed => "Failed",
        PayoutStatus.Cancelled => "Called back",
        _ => "Unknown",
    };

    public static string InWords(this FaultKind kind) => kind switch
    {
        FaultKind.NetDiffers => "Net is not amount less fee",
        FaultKind.FeePartsDiffer => "Parts of the fee do not add up",
        FaultKind.PayoutDiffers => "Transactions do not add up to the payout",
        FaultKind.OwnRowMissing => "The payout’s own row is missing",
        FaultKind.NotItemised => "Cannot be itemised",
        FaultKind.NotComeBack => "Failed, and not back in full",
        FaultKind.Foreign => "Not the council’s pounds",
        FaultKind.Unknown => "Belongs to nothing known",
        FaultKind.NoPayment => "No payment of this shop",
        FaultKind.OrderDiffers => "Order and Stripe differ",
        FaultKind.LinesDiffer => "Lines do not add up to the order",
        FaultKind.More => "And more",
        _ => "Ledger and Stripe differ",
    };
}
