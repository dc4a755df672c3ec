using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>How a refund stands for finance.</summary>
public enum FinanceRefundState
{
    /// <summary>Over the sum that one person may give back alone; nothing was asked of Stripe.</summary>
    AwaitingSecondPerson,

    /// <summary>The second person said no.</summary>
    Declined,

    Requested,
    Pending,
    Succeeded,

    /// <summary>The money is with the council again; it has to be paid by other means.</summary>
    Failed,

    Cancelled,

    /// <summary>It failed, and was paid by bank transfer or cheque.</summary>
    PaidOtherwise,
}

/// <summary>
/// A refund as finance sees it, with a part for each charge component it reverses. Its id is the one Payments and Stripe
/// know it by. Amounts in pence.
/// </summary>
internal sealed class FinanceRefund : IVersioned
{
    private readonly List<FinanceRefundPart> _parts = [];

    private FinanceRefund() { }

    public Guid Id { get; private set; }

    /// <summary>Nine characters, without dashes.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Finance's payment; null for money on an order that was never paid.</summary>
    public Guid? PaymentId { get; private set; }

    public string? ChargeId { get; private set; }

    /// <summary>Of money that came twice or too late: it was never income, so there is nothing to reverse.</summary>
    public bool IsStray { get; private set; }

    public long AmountPence { get; private set; }
    public RefundOrigin Origin { get; private set; }
    public FinanceRefundState State { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>Null for the shop itself and for refunds made at Stripe.</summary>
    public Guid? AskedById { get; private set; }

    public string? AskedBy { get; private set; }
    public DateTime AskedAt { get; private set; }

    /// <summary>Who agreed or declined.</summary>
    public string? SecondBy { get; private set; }

    public DateTime? SecondAt { get; private set; }
    public string? SecondNote { get; private set; }

    /// <summary>Null until it is known what the money is taken from.</summary>
    public DateTime? AllocatedAt { get; private set; }

    public string? StripeRefundId { get; private set; }
    public string? BalanceTransactionId { get; private set; }
    public string? FailureBalanceTransactionId { get; private set; }
    public string? FailureReason { get; private set; }

    /// <summary>UTC; since when it stands as it does.</summary>
    public DateTime ChangedAt { get; private set; }

    public string? PaidOtherwiseBy { get; private set; }
    public string? PaidOtherwiseNote { get; private set; }

    /// <summary>The refund that took its place when it had come to nothing.</summary>
    public Guid? ReplacedById { get; private set; }

    public int Version { get; private set; }
    public IReadOnlyList<FinanceRefundPart> Parts => _parts;

    /// <summary>Its money went back, is going, or is meant to.</summary>
    public bool Counts => State is not (FinanceRefundState.Declined or FinanceRefundState.Failed or FinanceRefundState.Cancelled);

    /// <summary>It came to nothing and nothing has taken its place: the resident has not got the money.</summary>
    public bool IsOwed => State is FinanceRefundState.Failed or FinanceRefundState.Cancelled && ReplacedById is null;

    /// <summary>Stripe took its money from the balance and has not put it back.</summary>
    public bool IsAtStripe => this is { BalanceTransactionId: not null, FailureBalanceTransactionId: null };

    /// <summary>Given back on one officer's word: several small refunds of one payment count as one, or the limit could be walked around.</summary>
    public bool IsOneOfficers => this is { Counts: true, Origin: RefundOrigin.Officer, SecondBy: null };

    /// <summary>An officer asks for it.</summary>
    public static FinanceRefund Ask(AskRefund request, FinancePayment payment, bool needsSecondPerson, DateTime now) => new()
    {
        Id = request.RefundId,
        Reference = payment.Reference,
        PaymentId = payment.Id,
        ChargeId = payment.ChargeId,
        AmountPence = request.AmountPence,
        Origin = RefundOrigin.Officer,
        State = needsSecondPerson ? FinanceRefundState.AwaitingSecondPerson : FinanceRefundState.Requested,
        Reason = request.Reason!.Trim(),
        AskedById = request.By.StaffId,
        AskedBy = request.By.Name,
        AskedAt = now,
        ChangedAt = now,
    };

    /// <summary>An officer asks for the whole of a charge that paid no order: there is nothing to allocate it to.</summary>
    public static FinanceRefund AskStray(AskStrayRefund request, Guid id, FinancePayment? payment, bool needsSecondPerson, DateTime now) => new()
    {
        Id = id,
        Reference = request.Reference,
        PaymentId = payment?.PaidAt is null ? null : payment.Id,
        ChargeId = request.ChargeId,
        IsStray = true,
        AmountPence = request.AmountPence,
        Origin = RefundOrigin.Officer,
        State = needsSecondPerson ? FinanceRefundState.AwaitingSecondPerson : FinanceRefundState.Requested,
        Reason = request.Reason,
        AskedById = request.By.StaffId,
        AskedBy = request.By.Name,
        AskedAt = now,
        AllocatedAt = now,
        ChangedAt = now,
    };

    /// <summary>An officer sends one that came to nothing once more.</summary>
    public static FinanceRefund AskAgain(SendRefundAgain request, FinanceRefund failed, bool needsSecondPerson, DateTime now) => new()
    {
        Id = request.RefundId,
        Reference = failed.Reference,
        PaymentId = failed.PaymentId,
        ChargeId = failed.ChargeId,
        IsStray = failed.IsStray,
        AmountPence = failed.AmountPence,
        Origin = RefundOrigin.Officer,
        State = needsSecondPerson ? FinanceRefundState.AwaitingSecondPerson : FinanceRefundState.Requested,
        Reason = request.Reason!.Trim(),
        AskedById = request.By.StaffId,
        AskedBy = request.By.Name,
        AskedAt = now,
        AllocatedAt = failed.IsStray ? now : null,
        ChangedAt = now,
    };

    /// <summary>An officer paid what a refusal owed by bank transfer or cheque; Stripe was never asked.</summary>
    public static FinanceRefund PaidWithoutStripe(Actor by, FinancePayment payment, long pence, string note, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        Reference = payment.Reference,
        PaymentId = payment.Id,
        ChargeId = payment.ChargeId,
        AmountPence = pence,
        Origin = RefundOrigin.Officer,
        State = FinanceRefundState.PaidOtherwise,
        Reason = note,
        AskedById = by.StaffId,
        AskedBy = by.Name,
        AskedAt = now,
        ChangedAt = now,
        PaidOtherwiseBy = by.Name,
        PaidOtherwiseNote = note,
    };

    /// <summary>It was made without this module: at Stripe, or by the shop for money that came twice or too late.</summary>
    public static FinanceRefund Adopt(RefundChanged refund, string reference, FinancePayment? payment)
    {
        var adopted = new FinanceRefund
        {
            Id = refund.RefundId,
            Reference = reference,
            PaymentId = payment?.PaidAt is null ? null : payment.Id,
            IsStray = payment?.PaidAt is null || payment.ChargeId != refund.ChargeId,
            AmountPence = refund.AmountPence,
            Origin = refund.Origin,
            Reason = refund.Origin switch
            {
                RefundOrigin.Dashboard => "Made at Stripe, without the shop",
                RefundOrigin.Automatic => "Given back by the shop: it came twice or too late",
                _ => "Given back from the list of money that did not fit",
            },
            State = FinanceRefundState.Requested,
            AskedAt = refund.At,
        };
        adopted.Follow(refund);
        if (adopted.IsStray) adopted.AllocatedAt = refund.At;
        return adopted;
    }

    /// <summary>Takes over what Payments says. Does nothing to the state of one that was paid otherwise.</summary>
    public void Follow(RefundChanged refund)
    {
        (ChargeId, StripeRefundId, BalanceTransactionId) = (refund.ChargeId, refund.StripeRefundId, refund.BalanceTransactionId);
        (FailureBalanceTransactionId, FailureReason) = (refund.FailureBalanceTransactionId, refund.FailureReason);
        var state = Enum.Parse<FinanceRefundState>(refund.State.ToString());
        if (State == FinanceRefundState.PaidOtherwise || state == State) return;
        (State, ChangedAt) = (state, refund.At);
    }

    /// <summary>Says what it is taken from. Throws when that is said already, or does not add up.</summary>
    public void Allocate(IReadOnlyList<SplitPart> parts, IReadOnlyDictionary<Guid, FinancePaymentLine> lines, DateTime now)
    {
        if (AllocatedAt is not null) throw new InvalidOperationException($"Refund {Id} is allocated already.");
        if (parts.Sum(p => p.GrossPence) != AmountPence) throw new InvalidOperationException($"The parts of refund {Id} do not add up to {AmountPence}p.");
        _parts.AddRange(parts.Select(p => new FinanceRefundPart(Id, p, lines[p.LineId])));
        AllocatedAt = now;
    }

    /// <summary>The second person agrees. Throws unless it waits for one, or when they asked for it themselves.</summary>
    public void Agree(Actor by, string? note, DateTime now) => Decide(by, note, FinanceRefundState.Requested, now);

    /// <summary>The second person says no. Throws as <see cref="Agree"/>.</summary>
    public void Decline(Actor by, string note, DateTime now) => Decide(by, note, FinanceRefundState.Declined, now);

    /// <summary>Another took its place. Throws unless it is owed.</summary>
    public void ReplaceBy(FinanceRefund other, DateTime now)
    {
        if (!IsOwed) throw new InvalidOperationException($"Refund {Id} is {State} and not owed.");
        (ReplacedById, ChangedAt) = (other.Id, now);
    }

    /// <summary>The one that took its place was declined: it is owed again.</summary>
    public void Reopen(DateTime now) => (ReplacedById, ChangedAt) = (null, now);

    /// <summary>Paid by bank transfer or cheque. Throws unless it is owed.</summary>
    public void PayOtherwise(Actor by, string note, DateTime now)
    {
        if (!IsOwed) throw new InvalidOperationException($"Refund {Id} is {State} and not owed.");
        (State, ChangedAt, PaidOtherwiseBy, PaidOtherwiseNote) = (FinanceRefundState.PaidOtherwise, now, by.Name, note);
    }

    private void Decide(Actor by, string? note, FinanceRefundState state, DateTime now)
    {
        if (State != FinanceRefundState.AwaitingSecondPerson) throw new InvalidOperationException($"Refund {Id} is {State} and waits for nobody.");
        if (by.StaffId == AskedById) throw new InvalidOperationException($"Refund {Id} was asked for by the same person.");
        (State, ChangedAt, SecondBy, SecondAt, SecondNote) = (state, now, by.Name, now, note);
    }
}

/// <summary>What a refund takes back of one charge component, with the codes it was sold with. Written once.</summary>
internal sealed class FinanceRefundPart
{
    private FinanceRefundPart() { }

    public FinanceRefundPart(Guid refundId, SplitPart part, FinancePaymentLine line)
    {
        Id = Guid.CreateVersion7();
        RefundId = refundId;
        PaymentLineId = line.Id;
        Place = line.Place;
        (CostCentre, Subjective, VatCode, VatRateBasisPoints) = (line.CostCentre, line.Subjective, line.VatCode, line.VatRateBasisPoints);
        (NetPence, VatPence, GrossPence) = (part.NetPence, part.VatPence, part.GrossPence);
    }

    public Guid Id { get; private set; }
    public Guid RefundId { get; private set; }
    public Guid PaymentLineId { get; private set; }

    /// <summary>The line's place within its payment.</summary>
    public int Place { get; private set; }

    public string CostCentre { get; private set; } = "";
    public string Subjective { get; private set; } = "";
    public string VatCode { get; private set; } = "";
    public int VatRateBasisPoints { get; private set; }
    public long NetPence { get; private set; }
    public long VatPence { get; private set; }
    public long GrossPence { get; private set; }
}

internal sealed class FinanceRefundConfiguration : IEntityTypeConfiguration<FinanceRefund>
{
    public void Configure(EntityTypeBuilder<FinanceRefund> builder)
    {
        builder.ToTable("finance_refund", t => t.HasCheckConstraint("CK_finance_refund_amount", "\"AmountPence\" > 0"));
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Reference).HasMaxLength(40);
        builder.Property(r => r.ChargeId).HasMaxLength(100);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.AskedBy).HasMaxLength(200);
        builder.Property(r => r.SecondBy).HasMaxLength(200);
        builder.Property(r => r.SecondNote).HasMaxLength(500);
        builder.Property(r => r.StripeRefundId).HasMaxLength(100);
        builder.HasIndex(r => r.StripeRefundId).IsUnique();
        builder.Property(r => r.BalanceTransactionId).HasMaxLength(100);
        builder.Property(r => r.FailureBalanceTransactionId).HasMaxLength(100);
        builder.Property(r => r.FailureReason).HasMaxLength(100);
        builder.Property(r => r.PaidOtherwiseBy).HasMaxLength(200);
        builder.Property(r => r.PaidOtherwiseNote).HasMaxLength(500);
        builder.HasMany(r => r.Parts).WithOne().HasForeignKey(p => p.RefundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Reference);
        builder.HasIndex(r => r.PaymentId);
        builder.HasIndex(r => r.ReplacedById).IsUnique();
        builder.HasIndex(r => new { r.State, r.AskedAt });
        builder.HasIndex(r => new { r.AmountPence, r.AskedAt });
    }
}

internal sealed class FinanceRefundPartConfiguration : IEntityTypeConfiguration<FinanceRefundPart>
{
    public void Configure(EntityTypeBuilder<FinanceRefundPart> builder)
    {
        builder.ToTable("finance_refund_part", t => t.HasCheckConstraint(
            "CK_finance_refund_part_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\" AND \"GrossPence\" > 0 AND \"NetPence\" >= 0 AND \"VatPence\" >= 0"));
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.CostCentre).HasMaxLength(40);
        builder.Property(p => p.Subjective).HasMaxLength(40);
        builder.Property(p => p.VatCode).HasMaxLength(10);
        builder.HasIndex(p => new { p.RefundId, p.PaymentLineId }).IsUnique();
        builder.HasIndex(p => p.PaymentLineId);
    }
}
