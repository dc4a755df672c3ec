using Shop.Kernel;
using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>Orders whose whole payment went back while a team still has them to do, or finished them afterwards: work for nothing, or a refund by mistake.</summary>
public sealed record ListRefundedOpenOrders : IQuery<IReadOnlyList<RefundedOpenOrder>>;

/// <param name="FulfilledAfter">A line was finished after the money went back; false: a line is still to do.</param>
/// <param name="Titles">Of the lines concerned.</param>
public sealed record RefundedOpenOrder(
    Guid OrderId, OrderReference Reference, long TotalPence, long RefundedPence, string? ChargeId, bool FulfilledAfter, IReadOnlyList<string> Titles);
