using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Takings;

/// <summary>
/// What the payments of one London day come to: a page adds up a year of these instead of a million payments. Kept by
/// <see cref="AddUpTakings"/> alone and used only while no <see cref="TakingChange"/> of the day waits. Amounts in pence.
/// </summary>
internal sealed class TakingDay
{
    public DateOnly Day { get; init; }
    public int Payments { get; init; }
    public long GrossPence { get; init; }
    public long RefundedPence { get; init; }

    /// <summary>Of the payments whose fee is known.</summary>
    public long FeePence { get; init; }

    public int WithoutFee { get; init; }
}

/// <summary>What the order lines of one London day come to, by code; kept and used as <see cref="TakingDay"/>. Amounts in pence; net + VAT = gross.</summary>
internal sealed class TakingTotal
{
    public DateOnly Day { get; init; }
    public string CostCentre { get; init; } = "";
    public string Subjective { get; init; } = "";
    public string VatCode { get; init; } = "";
    public int Lines { get; init; }
    public long NetPence { get; init; }
    public long VatPence { get; init; }
    public long GrossPence { get; init; }
}

/// <summary>
/// A payment or an order line of the day was written. Made by triggers of the database, so that whatever writes, even by SQL, is noticed;
/// rows are added and never shared, so that payments of one day do not wait for each other.
/// </summary>
internal sealed class TakingChange
{
    private TakingChange() { }

    public TakingChange(DateOnly day) => Day = day;

    public long Id { get; private set; }
    public DateOnly Day { get; private set; }
}

internal sealed class TakingDayConfiguration : IEntityTypeConfiguration<TakingDay>
{
    public void Configure(EntityTypeBuilder<TakingDay> builder)
    {
        builder.ToTable("finance_taking_day");
        builder.HasKey(d => d.Day);
    }
}

internal sealed class TakingTotalConfiguration : IEntityTypeConfiguration<TakingTotal>
{
    public void Configure(EntityTypeBuilder<TakingTotal> builder)
    {
        builder.ToTable("finance_taking_total", t => t.HasCheckConstraint("CK_finance_taking_total_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\""));
        builder.HasKey(t => new { t.Day, t.CostCentre, t.Subjective, t.VatCode });
        builder.Property(t => t.CostCentre).HasMaxLength(40);
        builder.Property(t => t.Subjective).HasMaxLength(40);
        builder.Property(t => t.VatCode).HasMaxLength(10);
    }
}

internal sealed class TakingChangeConfiguration : IEntityTypeConfiguration<TakingChange>
{
    public void Configure(EntityTypeBuilder<TakingChange> builder)
    {
        builder.ToTable("finance_taking_change");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => c.Day);
    }
}
