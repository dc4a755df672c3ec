using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Periods;

/// <summary>A period that somebody has closed at least once; one without a row is open.</summary>
internal sealed class FinancePeriod : IVersioned
{
    private FinancePeriod() { }

    public FinancePeriod(FinancialPeriod period)
    {
        Id = Guid.CreateVersion7();
        Year = period.Year;
        Number = period.Number;
    }

    public Guid Id { get; private set; }
    public int Year { get; private set; }
    public int Number { get; private set; }
    public bool IsClosed { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public Guid ChangedById { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public int Version { get; private set; }

    public FinancialPeriod Period => new(Year, Number);

    /// <summary>Throws when it is closed already.</summary>
    public void Close(Actor by, string reason, DateTime now)
    {
        if (IsClosed) throw new InvalidOperationException($"{Period} is closed already.");
        Change(isClosed: true, by, reason, now);
    }

    /// <summary>Throws when it is open.</summary>
    public void Reopen(Actor by, string reason, DateTime now)
    {
        if (!IsClosed) throw new InvalidOperationException($"{Period} is open.");
        Change(isClosed: false, by, reason, now);
    }

    private void Change(bool isClosed, Actor by, string reason, DateTime now)
    {
        IsClosed = isClosed;
        ChangedById = by.StaffId;
        ChangedBy = by.Name;
        Reason = reason;
        ChangedAt = now;
    }
}

internal sealed class FinancePeriodConfiguration : IEntityTypeConfiguration<FinancePeriod>
{
    public void Configure(EntityTypeBuilder<FinancePeriod> builder)
    {
        builder.ToTable("finance_period", t => t.HasCheckConstraint("CK_finance_period_number", "\"Number\" BETWEEN 1 AND 13 AND \"Year\" BETWEEN 2000 AND 2100"));
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.ChangedBy).HasMaxLength(200);
        builder.Property(p => p.Reason).HasMaxLength(Reasons.Longest);
        builder.Ignore(p => p.Period);
        builder.HasIndex(p => new { p.Year, p.Number }).IsUnique();
    }
}
