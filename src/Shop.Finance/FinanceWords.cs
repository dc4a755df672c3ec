using Shop.Finance.Proof;
using Shop.Finance.Takings;
using Shop.Kernel.Lines;

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
}
