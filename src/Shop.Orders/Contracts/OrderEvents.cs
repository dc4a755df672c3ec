using MediatR;
using Shop.Kernel;
using Shop.Kernel.Lines;

namespace Shop.Orders.Contracts;

/// <summary>An order was paid (or was free). Sent once per order, in the transaction that marks it paid.</summary>
/// <param name="LinkToken">A fresh key to the order's page for the receipt e-mail.</param>
/// <param name="PaymentId">Null for a free order.</param>
public sealed record OrderPaid(
    Guid OrderId, OrderReference Reference, DateTime PaidAt, Payer Payer, IReadOnlyList<PaidLine> Lines,
    string LinkToken, Guid? PaymentId, string? ChargeId, string? CardBrand, string? CardLast4, long? FeePence) : INotification
{
    public long TotalPence => Lines.Sum(l => l.Snapshot.GrossPence);
}

public sealed record PaidLine(Guid LineId, LineSnapshot Snapshot);

/// <summary>Nobody paid in time. The resident is told, with a link to start again.</summary>
public sealed record OrderLapsed(Guid OrderId, OrderReference Reference, Payer Payer, IReadOnlyList<string> Titles, string LinkToken) : INotification;

/// <summary>A team refused a line. The resident is told; finance gives back <paramref name="RefundDuePence"/> (0 when the terms keep everything).</summary>
/// <param name="RefundedChargeIds">The charges that go back whole; null: all of them.</param>
public sealed record OrderLineRefused(
    Guid OrderId, OrderReference Reference, Guid LineId, LineSnapshot Line, Payer Payer, string Reason, long RefundDuePence, DateTime RefusedAt, string RefusedBy,
    IReadOnlyList<string>? RefundedChargeIds = null) : INotification;

/// <summary>A team did what was paid for.</summary>
public sealed record OrderLineFulfilled(Guid OrderId, OrderReference Reference, Guid LineId, string Title, Payer Payer, DateTime FulfilledAt) : INotification;

/// <summary>Money was sent back to the resident's card. Sent once per refund, in the transaction that records it.</summary>
/// <param name="WasStray">It had come twice or too late; false for a part or all of what the order cost.</param>
/// <param name="LinkToken">A fresh key to the order's page.</param>
public sealed record OrderRefunded(
    Guid OrderId, OrderReference Reference, Guid RefundId, Payer Payer, long AmountPence, bool WasStray, string LinkToken) : INotification;

/// <summary>Money that could not be sent to the resident's card was paid by bank transfer or cheque. Sent once per refund.</summary>
/// <param name="LinkToken">A fresh key to the order's page.</param>
public sealed record OrderRefundPaidOtherwise(
    Guid OrderId, OrderReference Reference, Guid RefundId, Payer Payer, long AmountPence, string LinkToken) : INotification;

/// <summary>Someone asked for the link to an order and knew its reference and e-mail.</summary>
public sealed record OrderLinkAsked(OrderReference Reference, string Email, string Name, string LinkToken) : INotification;

/// <summary>An officer sends a link to pay an order that is not paid yet.</summary>
/// <param name="Email">Where the officer was asked to send it; need not be the payer's own address.</param>
/// <param name="Titles">What is paid for.</param>
/// <param name="TotalPence">What is due, in pence, VAT included.</param>
/// <param name="PayableUntil">UTC; it cannot be paid afterwards.</param>
/// <param name="PayToken">Opens the page to pay and nothing else.</param>
public sealed record PayLinkSent(OrderReference Reference, string Email, IReadOnlyList<string> Titles, long TotalPence, DateTime PayableUntil, string PayToken) : INotification;

/// <summary>Money on the order does not fit; finance must look.</summary>
/// <param name="ChargeId">Stripe's charge; null where nobody said.</param>
/// <param name="TakenAt">UTC, Stripe's time of the charge.</param>
public sealed record OrderNeedsAttention(
    Guid OrderId, OrderReference Reference, long AmountPence, string Reason, string? ChargeId = null, DateTime? TakenAt = null) : INotification;

/// <summary>The time for keeping who paid is over. Sent in the transaction that erases it; whoever copied it erases it, too.</summary>
/// <param name="Instead">What stands where the name stood: "Erased on 1 April 2033".</param>
public sealed record OrderErased(Guid OrderId, OrderReference Reference, string Instead) : INotification;
