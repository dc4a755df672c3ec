using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>
/// Finance says what became of a refund that could not be sent to the card: the order's page shows it, and the resident is told once by
/// e-mail when it was paid by other means. Joins the caller's transaction. Does nothing when no order knows the refund, or it was said before.
/// </summary>
/// <param name="How">Null: it is owed again.</param>
/// <param name="Unsent">Of a refund that never was at Stripe: the order learns of it here.</param>
public sealed record SettleRefund(Guid RefundId, RefundSettlement? How, UnsentRefund? Unsent = null) : ICommand<Unit>;

/// <param name="Reference">Nine characters, without dashes.</param>
public sealed record UnsentRefund(string Reference, string? ChargeId, long AmountPence);

public enum RefundSettlement
{
    /// <summary>By bank transfer or cheque.</summary>
    PaidOtherwise,

    /// <summary>Another refund took its place; that one is shown.</summary>
    Replaced,
}
