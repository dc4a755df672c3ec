using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>One refund of a charge on an order, as the resident sees it on the order's page.</summary>
internal sealed class OrderRefund : IVersioned
{
    private OrderRefund() { }

    public OrderRefund(Guid orderId, RefundChanged refund)
    {
        RefundId = refund.RefundId;
        OrderId = orderId;
        ChargeId = refund.ChargeId;
        AmountPence = refund.AmountPence;
        State = RefundState.Requested;
    }

    /// <summary>One that never was at Stripe.</summary>
    public OrderRefund(Guid orderId, Guid refundId, UnsentRefund refund)
    {
        RefundId = refundId;
        OrderId = orderId;
        ChargeId = refund.ChargeId ?? "";
        AmountPence = refund.AmountPence;
        State = RefundState.Cancelled;
    }

    /// <summary>Payments' id.</summary>
    public Guid RefundId { get; private set; }

    public Guid OrderId { get; private set; }
    public string ChargeId { get; private set; } = "";
    public long AmountPence { get; private set; }
    public RefundState State { get; private set; }

    /// <summary>UTC; when the shop learned the present state.</summary>
    public DateTime At { get; private set; }

    /// <summary>What became of it after it had failed or was cancelled; null while it is owed, or went to the card.</summary>
    public RefundSettlement? Settlement { get; private set; }

    public int Version { get; private set; }

    /// <summary>False, and nothing done, when that was said before.</summary>
    public bool Settle(RefundSettlement? how, DateTime at)
    {
        if (how == Settlement) return false;
        (Settlement, At) = (how, at);
        return true;
    }

    /// <summary>True when the money went off by this change: the resident is told once. Does nothing when the state is known.</summary>
    public bool Become(RefundState state, DateTime at)
    {
        if (state == State) return false;
        (State, At) = (state, at);
        return state == RefundState.Succeeded;
    }
}

internal sealed class OrderRefundConfiguration : IEntityTypeConfiguration<OrderRefund>
{
    public void Configure(EntityTypeBuilder<OrderRefund> builder)
    {
        builder.ToTable("orders_order_refund", t => t.HasCheckConstraint("CK_orders_order_refund_Amount", "\"AmountPence\" > 0"));
        builder.HasKey(r => r.RefundId);
        builder.Property(r => r.RefundId).ValueGeneratedNever();
        builder.Property(r => r.ChargeId).HasMaxLength(255);
        builder.HasIndex(r => r.OrderId);
        builder.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}
