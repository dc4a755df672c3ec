using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Payouts;

/// <summary>
/// One movement of the Stripe balance as Stripe told it, kept once by its id. What it says of money is never changed
/// (triggers); what is added later is only where it belongs: the payout that carried it, the payment it is about, and when
/// its journal was posted. Written by <see cref="TransactionWriter"/> in bulk, so it has no constructor. Amounts in pence.
/// </summary>
internal sealed class BalanceTransaction
{
    private BalanceTransaction() { }

    /// <summary>Ours, for joins and for paging; the order of import, which is not the order of time.</summary>
    public long Id { get; private set; }

    /// <summary>"txn_…".</summary>
    public string TransactionId { get; private set; } = "";

    /// <summary>Null until a payout that carried it was imported. A failed payout keeps its rows; its money comes again as one row of kind PayoutReversal.</summary>
    public long? PayoutKey { get; private set; }

    public TransactionKind Kind { get; private set; }
    public string ReportingCategory { get; private set; } = "";
    public string Type { get; private set; } = "";
    public long AmountPence { get; private set; }
    public long FeePence { get; private set; }

    /// <summary>What the balance moved by. Stripe's word; that it is amount less fee is checked, not assumed.</summary>
    public long NetPence { get; private set; }

    /// <summary>The sum of the fee's parts as Stripe itemised them.</summary>
    public long FeePartsPence { get; private set; }

    /// <summary>The part of the fee that is tax.</summary>
    public long FeeTaxPence { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>The charge, refund, dispute or payout that made it.</summary>
    public string? SourceId { get; private set; }

    public string? ChargeId { get; private set; }

    /// <summary>The payment (our row) whose charge it is about; null for money that is about none.</summary>
    public Guid? PaymentKey { get; private set; }

    /// <summary>The order's reference by that payment, or by Stripe's metadata where no payment is known.</summary>
    public string? Reference { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The London date of <see cref="CreatedAt"/>.</summary>
    public DateOnly FinancialDate { get; private set; }

    public DateTime AvailableOn { get; private set; }

    /// <summary>Stripe's words, for rows that are about no charge.</summary>
    public string? Description { get; private set; }

    /// <summary>Stripe exchanged it from another currency.</summary>
    public bool IsConverted { get; private set; }

    /// <summary>Live money with a test key, or the other way round.</summary>
    public bool IsWrongMode { get; private set; }

    public DateTime ImportedAt { get; private set; }

    /// <summary>When its own journal was posted, or was found not to be needed; null while it waits.</summary>
    public DateTime? PostedAt { get; private set; }
}

internal sealed class BalanceTransactionConfiguration : IEntityTypeConfiguration<BalanceTransaction>
{
    public const string Table = "finance_balance_transaction";

    public void Configure(EntityTypeBuilder<BalanceTransaction> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(t => t.Id);
        builder.Property(t => t.TransactionId).HasMaxLength(100);
        builder.Property(t => t.ReportingCategory).HasMaxLength(60);
        builder.Property(t => t.Type).HasMaxLength(60);
        builder.Property(t => t.Currency).HasMaxLength(3);
        builder.Property(t => t.SourceId).HasMaxLength(100);
        builder.Property(t => t.ChargeId).HasMaxLength(100);
        builder.Property(t => t.Reference).HasMaxLength(40);
        builder.Property(t => t.Description).HasMaxLength(300);
        builder.HasOne<Payout>().WithMany().HasForeignKey(t => t.PayoutKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.TransactionId).IsUnique();
        builder.HasIndex(t => new { t.PayoutKey, t.Id });
        builder.HasIndex(t => new { t.FinancialDate, t.Id });
        builder.HasIndex(t => t.PaymentKey);
        builder.HasIndex(t => t.SourceId);
        builder.HasIndex(t => t.ChargeId).HasFilter("\"PaymentKey\" IS NULL AND \"ChargeId\" IS NOT NULL");
        builder.HasIndex(t => t.Id, "IX_finance_balance_transaction_waiting").HasFilter("\"PostedAt\" IS NULL");
    }
}
