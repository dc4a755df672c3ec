namespace Shop.Kernel.Lines;

/// <summary>
/// One part of a line's charge with everything needed to receipt, post and refund it: amounts in pence including VAT,
/// VAT as computed once when sold (a refund reverses this stored figure), and the ledger codes it belongs to.
/// </summary>
/// <param name="ChargeId">The charge's id within the service.</param>
/// <param name="GrossPence">The whole component: unit x quantity, VAT included.</param>
/// <param name="VatPence">VAT inside <paramref name="GrossPence"/>, rounded per component.</param>
/// <param name="VatWords">"no VAT", "includes VAT at 20%".</param>
/// <param name="KeptWords">"kept if refused"; empty where nothing is kept.</param>
public sealed record ChargeComponent(
    string ChargeId,
    string Name,
    ChargeKind Kind,
    Refundability Refundable,
    long GrossPence,
    long VatPence,
    string VatCode,
    int VatRateBasisPoints,
    string VatWords,
    string CostCentre,
    string Subjective,
    string KeptWords)
{
    public long NetPence => GrossPence - VatPence;
}

/// <summary>A security bond is a liability without VAT; a booking deposit is part payment.</summary>
public enum ChargeKind { Fee, Statutory, SecurityBond, BookingDeposit, Delivery, Admin }

public enum Refundability { Yes, No, ByPolicy }
