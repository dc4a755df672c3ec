using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Income;

/// <summary>
/// Income in advance of one charge: paid in one period for a service in a later one. The ledger has the money; this row says
/// when it becomes income, and how much of it is left after refunds. Amounts in pence, without VAT.
/// </summary>
internal sealed class DeferredIncome : IVersioned
{
    private DeferredIncome() { }

    public DeferredIncome(FinancePaymentLine line, string orderReference, DateOnly releaseOn)
    {
        Id = Guid.CreateVersion7();
        PaymentLineId = line.Id;
        OrderReference = orderReference;
        CostCentre = line.CostCentre;
        Subjective = line.Subjective;
        VatCode = line.VatCode;
        NetPence = line.NetPence;
        ReleaseOn = releaseOn;
    }

    public Guid Id { get; private set; }
    public Guid PaymentLineId { get; private set; }
    public string OrderReference { get; private set; } = "";
    public string CostCentre { get; private set; } = "";
    public string Subjective { get; private set; } = "";
    public string VatCode { get; private set; } = "";
    public long NetPence { get; private set; }

    /// <summary>Given back before the release.</summary>
    public long RefundedPence { get; private set; }

    /// <summary>First day of the period of the service.</summary>
    public DateOnly ReleaseOn { get; private set; }

    /// <summary>UTC; null while it is in advance.</summary>
    public DateTime? ReleasedAt { get; private set; }

    public int Version { get; private set; }

    public long LeftPence => NetPence - RefundedPence;

    /// <summary>Takes a refund out of what is still in advance; a negative amount puts a failed one back. Throws when released, and when it would leave less than nothing or more than was paid.</summary>
    public void Refund(long pence)
    {
        if (ReleasedAt is not null) throw new InvalidOperationException($"Income in advance {Id} was released already.");
        if (RefundedPence + pence < 0 || RefundedPence + pence > NetPence) throw new InvalidOperationException($"Income in advance {Id} has {LeftPence} pence left of {NetPence}, not {pence}.");
        RefundedPence += pence;
    }

    /// <summary>It is income from now on. Throws when it was released before.</summary>
    public void Release(DateTime now)
    {
        if (ReleasedAt is not null) throw new InvalidOperationException($"Income in advance {Id} was released already.");
        ReleasedAt = now;
    }
}

internal sealed class DeferredIncomeConfiguration : IEntityTypeConfiguration<DeferredIncome>
{
    public void Configure(EntityTypeBuilder<DeferredIncome> builder)
    {
        builder.ToTable("finance_deferred_income", t => t.HasCheckConstraint("CK_finance_deferred_income_left", "\"RefundedPence\" BETWEEN 0 AND \"NetPence\""));
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.OrderReference).HasMaxLength(40);
        builder.Property(d => d.CostCentre).HasMaxLength(40);
        builder.Property(d => d.Subjective).HasMaxLength(40);
        builder.Property(d => d.VatCode).HasMaxLength(10);
        builder.Ignore(d => d.LeftPence);
        builder.HasIndex(d => d.PaymentLineId).IsUnique();
        builder.HasIndex(d => new { d.ReleasedAt, d.ReleaseOn });
        builder.HasIndex(d => d.OrderReference);
    }
}
