using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>What the orders say was taken and given back, for finance's proof. Amounts in pence; UTC, from inclusive, until exclusive, by the time of payment.</summary>
public sealed record ListOrderTotals(DateTime From, DateTime Until) : IQuery<IReadOnlyList<OrderTotal>>;

/// <param name="OtherMoneyPence">Money on the order beside its own payment: twice, late, or of a wrong amount.</param>
public sealed record OrderTotal(string Reference, string? ChargeId, DateTime PaidAt, long PaidPence, long RefundedPence, long OtherMoneyPence, string? AttentionReason);
