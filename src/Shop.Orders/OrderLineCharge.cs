using Shop.Kernel.Lines;
using Shop.Orders.Staff;

namespace Shop.Orders;

/// <summary>One component of a line's charge as it was sold, in pence, and how much of it is due back after a refusal.</summary>
internal sealed class OrderLineCharge
{
    private OrderLineCharge() { }

    public OrderLineCharge(Guid lineId, int position, ChargeComponent component)
    {
        LineId = lineId;
        Position = position;
        ChargeId = component.ChargeId;
        Name = component.Name;
        Kind = component.Kind;
        Refundable = component.Refundable;
        GrossPence = component.GrossPence;
        VatPence = component.VatPence;
        VatCode = component.VatCode;
        VatRateBasisPoints = component.VatRateBasisPoints;
        CostCentre = component.CostCentre;
        Subjective = component.Subjective;
    }

    public Guid LineId { get; private set; }
    public int Position { get; private set; }
    public string ChargeId { get; private set; } = "";
    public string Name { get; private set; } = "";
    public ChargeKind Kind { get; private set; }
    public Refundability Refundable { get; private set; }
    public long GrossPence { get; private set; }
    public long VatPence { get; private set; }
    public string VatCode { get; private set; } = "";
    public int VatRateBasisPoints { get; private set; }
    public string CostCentre { get; private set; } = "";
    public string Subjective { get; private set; } = "";
    public long RefundDuePence { get; private set; }

    internal void RefuseWith(bool keep) => RefundDuePence = RefundRule.DuePence(Refundable, GrossPence, keep);
}
