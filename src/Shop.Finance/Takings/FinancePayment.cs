using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Takings;

/// <summary>
/// One paid order as finance sees it: what was taken, what Stripe kept, what went back. Built from events that may come
/// in any order, so the first of them makes the row; it is shown once the order is known to be paid. Amounts in pence.
/// </summary>
internal sealed class FinancePayment : IVersioned
{
    private readonly List<FinancePaymentLine> _lines = [];

    private FinancePayment() { }

    public FinancePayment(string reference)
    {
        Id = Guid.CreateVersion7();
        Reference = reference;
        State = TakingState.Announced;
    }

    public Guid Id { get; private set; }

    /// <summary>Nine characters, without dashes; the key that all events carry.</summary>
    public string Reference { get; private set; } = "";

    public Guid? OrderId { get; private set; }
    public Guid? PaymentId { get; private set; }
    public TakingState State { get; private set; }

    /// <summary>UTC; null until the order is known to be paid.</summary>
    public DateTime? PaidAt { get; private set; }

    /// <summary>The London date of <see cref="PaidAt"/>.</summary>
    public DateOnly? FinancialDate { get; private set; }

    public string PayerName { get; private set; } = "";
    public string PayerEmail { get; private set; } = "";

    /// <summary>Lower case, to be found by.</summary>
    public string EmailKey { get; private set; } = "";

    public long GrossPence { get; private set; }
    public long RefundedPence { get; private set; }

    /// <summary>From Stripe's balance transaction, never computed; null until Stripe says.</summary>
    public long? FeePence { get; private set; }

    public string? BalanceTransactionId { get; private set; }
    public string? ChargeId { get; private set; }
    public string? CardBrand { get; private set; }
    public string? CardLast4 { get; private set; }
    /// <summary>How often a refund of it was asked for or found: raises the version, so that two at once meet here.</summary>
    public int RefundsNoted { get; private set; }

    public int Version { get; private set; }
    public IReadOnlyList<FinancePaymentLine> Lines => _lines;

    /// <summary>Writes what was taken, with a line for each charge component. Does nothing when it was written before. Throws when the lines do not add up to the payment.</summary>
    public void RecordPaid(OrderPaid order)
    {
        if (State != TakingState.Announced) return;
        OrderId = order.OrderId;
        PaymentId = order.PaymentId;
        PaidAt = order.PaidAt;
        FinancialDate = LondonTime.DateOf(order.PaidAt);
        PayerName = order.Payer.Name;
        PayerEmail = order.Payer.Email;
        EmailKey = KeyOf(order.Payer.Email);
        GrossPence = order.TotalPence;
        FeePence ??= order.FeePence;
        ChargeId = order.ChargeId;
        CardBrand = order.CardBrand;
        CardLast4 = order.CardLast4;
        _lines.AddRange(FinancePaymentLine.Of(order, Id, FinancialDate.Value));
        if (_lines.Sum(l => l.GrossPence) != GrossPence)
            throw new InvalidOperationException($"The lines of {Reference} do not add up to the payment.");
        SetState();
    }

    /// <summary>Writes Stripe's fee in pence, replacing one that was known before.</summary>
    public void RecordFee(string balanceTransactionId, long feePence)
    {
        BalanceTransactionId = balanceTransactionId;
        FeePence = feePence;
    }

    /// <summary>Writes how much went back of its own charge, in pence: the new total, not a difference.</summary>
    public void RecordRefunded(long refundedPence)
    {
        RefundedPence = refundedPence;
        if (State != TakingState.Announced) SetState();
    }

    public void NoteRefundAsked() => RefundsNoted++;

    /// <summary>Erases who paid; every amount stays.</summary>
    public void ForgetPayer(string instead)
    {
        PayerName = instead;
        PayerEmail = "";
        EmailKey = "";
    }

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();

    private void SetState() => State =
        RefundedPence == 0 ? TakingState.Paid
        : RefundedPence < GrossPence ? TakingState.PartlyRefunded
        : TakingState.Refunded;
}

/// <summary>How a payment stands.</summary>
public enum TakingState
{
    /// <summary>Something about the money is known, but not yet that its order is paid; never shown.</summary>
    Announced,
    Paid,
    PartlyRefunded,
    Refunded,
}
