using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>What the orders say was taken and given back, for finance's proof. Amounts in pence; UTC, from inclusive, until exclusive, by the time of payment: a row per charge that is on an order. Free orders have no charge and no row.</summary>
public sealed record ListOrderTotals(DateTime From, DateTime Until) : IQuery<IReadOnlyList<OrderTotal>>;

/// <param name="Reference">As Payments and Stripe's metadata know it: without dashes.</param>
/// <param name="OtherMoneyPence">Money on the order beside its own payment (twice, late, or of a wrong amount); such a charge has a row of its own.</param>
/// <param name="RefundedPence">Given back of this charge so far, whenever that was.</param>
/// <param name="AttentionReason">Why finance must look at this charge; null where it fits.</param>
public sealed record OrderTotal(string Reference, string? ChargeId, DateTime PaidAt, long PaidPence, long RefundedPence, long OtherMoneyPence, string? AttentionReason);
