using Shop.Kernel.Lines;
using Shop.Orders.Contracts;

namespace Shop.Finance.Takings;

/// <summary>
/// One charge component of a paid order with the ledger codes it belongs to, as sold: written once, never changed, so
/// that a journal can be posted from it and a refund reverses exactly these figures. Amounts in pence; net + VAT = gross.
/// </summary>
internal sealed class FinancePaymentLine
{
    private FinancePaymentLine() { }

    public Guid Id { get; private set; }
    public Guid PaymentId { get; private set; }

    /// <summary>The order line this is part of.</summary>
    public Guid OrderLineId { get; private set; }

    /// <summary>Place within the payment, from 1.</summary>
    public int Place { get; private set; }

    public DateOnly FinancialDate { get; private set; }
    public string ServiceId { get; private set; } = "";
    public string ServiceTitle { get; private set; } = "";
    public int Quantity { get; private set; }
    public string ChargeId { get; private set; } = "";
    public string ChargeName { get; private set; } = "";
    public ChargeKind Kind { get; private set; }
    public Refundability Refundable { get; private set; }
    public string CostCentre { get; private set; } = "";
    public string Subjective { get; private set; } = "";
    public string VatCode { get; private set; } = "";
    public int VatRateBasisPoints { get; private set; }
    public long NetPence { get; private set; }
    public long VatPence { get; private set; }
    public long GrossPence { get; private set; }

    /// <summary>The day the service is for, where it has one: income in advance when it lies in another period.</summary>
    public DateOnly? ServiceDate { get; private set; }

    public static IEnumerable<FinancePaymentLine> Of(OrderPaid order, Guid paymentId, DateOnly day) => order.Lines
        .SelectMany(line => line.Snapshot.Components.Select(component => (line, component)))
        .Select((x, index) => new FinancePaymentLine
        {
            Id = Guid.CreateVersion7(),
            PaymentId = paymentId,
            OrderLineId = x.line.LineId,
            Place = index + 1,
            FinancialDate = day,
            ServiceId = x.line.Snapshot.ServiceId,
            ServiceTitle = x.line.Snapshot.Title,
            Quantity = x.line.Snapshot.Quantity,
            ServiceDate = x.line.Snapshot.ServiceDate,
            ChargeId = x.component.ChargeId,
            ChargeName = x.component.Name,
            Kind = x.component.Kind,
            Refundable = x.component.Refundable,
            CostCentre = x.component.CostCentre,
            Subjective = x.component.Subjective,
            VatCode = x.component.VatCode,
            VatRateBasisPoints = x.component.VatRateBasisPoints,
            NetPence = x.component.NetPence,
            VatPence = x.component.VatPence,
            GrossPence = x.component.GrossPence,
        });
}
