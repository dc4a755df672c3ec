using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>Money that Stripe sent to the council's bank (or took from it: the amount is then below zero). Amounts in pence.</summary>
internal sealed class Payout : IVersioned
{
    private Payout() { }

    public Payout(StripePayout stripe, DateTime now)
    {
        PayoutId = stripe.Id;
        AmountPence = stripe.AmountPence;
        Currency = stripe.Currency.ToLowerInvariant();
        CreatedAt = stripe.CreatedAt;
        IsAutomatic = stripe.IsAutomatic;
        IsWrongMode = stripe.IsWrongMode;
        SeenAt = now;
        Import = PayoutImport.Waiting;
        Refresh(stripe, now);
    }

    /// <summary>Ours, for joins.</summary>
    public long Id { get; private set; }

    /// <summary>"po_…".</summary>
    public string PayoutId { get; private set; } = "";

    public long AmountPence { get; private set; }
    public string Currency { get; private set; } = "";
    public PayoutStatus Status { get; private set; }

    /// <summary>False for one made by hand in Stripe's dashboard: what it carried cannot be itemised.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>Stripe has finished listing what it carried.</summary>
    public bool IsReconciled { get; private set; }

    public bool IsWrongMode { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateOnly ArrivalDate { get; private set; }
    public string? BalanceTransactionId { get; private set; }
    public string? FailureBalanceTransactionId { get; private set; }
    public string? FailureCode { get; private set; }
    public string? FailureMessage { get; private set; }
    public string? StatementDescriptor { get; private set; }
    public string? TraceId { get; private set; }
    public string? OriginalPayoutId { get; private set; }
    public string? ReversedByPayoutId { get; private set; }
    public DateTime SeenAt { get; private set; }

    /// <summary>When Stripe was asked last.</summary>
    public DateTime FetchedAt { get; private set; }

    public PayoutImport Import { get; private set; }

    /// <summary>The last transaction of an import that was stopped: it goes on after it.</summary>
    public string? ImportAfter { get; private set; }

    public DateTime? ImportedAt { get; private set; }

    /// <summary>Of the last check: rows it carried, its own among them.</summary>
    public int Transactions { get; private set; }

    /// <summary>Of the last check: the sizes of all that is unexplained, without regard to their sign. Null before the first.</summary>
    public long? UnexplainedPence { get; private set; }

    public DateTime? CheckedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsPounds => Currency == Money.Currency;

    /// <summary>What Stripe says of it now. Does not touch the amount, which never changes. Returns whether anything is news.</summary>
    public bool Refresh(StripePayout stripe, DateTime now)
    {
        var status = StatusOf(stripe.Status);
        var isNews = status != Status || stripe.IsReconciled != IsReconciled || stripe.TraceId != TraceId || stripe.FailureBalanceTransactionId != FailureBalanceTransactionId
            || stripe.ReversedByPayoutId != ReversedByPayoutId || stripe.ArrivalDate != ArrivalDate;
        if (!isNews && FetchedAt != default) return false;
        Status = status;
        IsReconciled = stripe.IsReconciled;
        ArrivalDate = stripe.ArrivalDate;
        BalanceTransactionId = stripe.BalanceTransactionId;
        FailureBalanceTransactionId = stripe.FailureBalanceTransactionId;
        FailureCode = stripe.FailureCode;
        FailureMessage = Cut(stripe.FailureMessage, 300);
        StatementDescriptor = Cut(stripe.StatementDescriptor, 100);
        TraceId = Cut(stripe.TraceId, 100);
        OriginalPayoutId = stripe.OriginalPayoutId;
        ReversedByPayoutId = stripe.ReversedByPayoutId;
        FetchedAt = now;
        return true;
    }

    /// <summary>A page of its transactions is stored; a stop now costs that page at most. Does nothing when the import is over.</summary>
    public void Read(string lastTransactionId)
    {
        if (Import == PayoutImport.Waiting) ImportAfter = lastTransactionId;
    }

    /// <summary>All its transactions are stored. Does nothing when that is known.</summary>
    public void Finish(DateTime now)
    {
        if (Import == PayoutImport.Done) return;
        (Import, ImportAfter, ImportedAt) = (PayoutImport.Done, null, now);
    }

    /// <summary>The outcome of a check.</summary>
    public void Check(int transactions, long unexplainedPence, DateTime now)
    {
        Transactions = transactions;
        UnexplainedPence = unexplainedPence;
        CheckedAt = now;
    }

    private static string? Cut(string? text, int most) => text is { } words && words.Length > most ? words[..most] : text;

    private static PayoutStatus StatusOf(string status) => status switch
    {
        "pending" => PayoutStatus.Pending,
        "in_transit" => PayoutStatus.InTransit,
        "paid" => PayoutStatus.Paid,
        "failed" => PayoutStatus.Failed,
        "canceled" => PayoutStatus.Cancelled,
        _ => PayoutStatus.Unknown,
    };
}

/// <summary>As Stripe has it. Paid is not final: some banks send the money back within five business days.</summary>
public enum PayoutStatus { Pending, InTransit, Paid, Failed, Cancelled, Unknown }

public enum PayoutImport
{
    /// <summary>Stripe has not finished listing what it carried, or the shop has not finished reading it.</summary>
    Waiting,
    Done,
}

internal sealed class PayoutConfiguration : IEntityTypeConfiguration<Payout>
{
    public void Configure(EntityTypeBuilder<Payout> builder)
    {
        builder.ToTable("finance_payout");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.PayoutId).HasMaxLength(100);
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.BalanceTransactionId).HasMaxLength(100);
        builder.Property(p => p.FailureBalanceTransactionId).HasMaxLength(100);
        builder.Property(p => p.FailureCode).HasMaxLength(100);
        builder.Property(p => p.FailureMessage).HasMaxLength(300);
        builder.Property(p => p.StatementDescriptor).HasMaxLength(100);
        builder.Property(p => p.TraceId).HasMaxLength(100);
        builder.Property(p => p.OriginalPayoutId).HasMaxLength(100);
        builder.Property(p => p.ReversedByPayoutId).HasMaxLength(100);
        builder.Property(p => p.ImportAfter).HasMaxLength(100);
        builder.Ignore(p => p.IsPounds);
        builder.HasIndex(p => p.PayoutId).IsUnique();
        builder.HasIndex(p => new { p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.AmountPence, p.ArrivalDate });
        builder.HasIndex(p => new { p.Import, p.Id });
    }
}
