using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Finance.Clearing;

/// <summary>
/// What one London day moved: Stripe's balance by its transactions, the clearing account by the ledger, and what the orders paid
/// that day cost against their lines. The outcome of a comparison, made anew by every proof; never a source of figures. Pence.
/// </summary>
internal sealed class ClearingDay(DateOnly day)
{
    public DateOnly Day { get; private set; } = day;
    public int Transactions { get; private set; }
    public long StripePence { get; private set; }
    public long LedgerPence { get; private set; }
    public long PaidPence { get; private set; }
    public long LinesPence { get; private set; }
    public DateTime CheckedAt { get; private set; }

    public void Check(DaySums sums, DateTime now)
    {
        (Transactions, StripePence, LedgerPence, PaidPence, LinesPence) = (sums.Transactions, sums.StripePence, sums.LedgerPence, sums.PaidPence, sums.LinesPence);
        CheckedAt = now;
    }
}

/// <summary>One day's sums. Amounts in pence.</summary>
internal sealed record DaySums(int Transactions, long StripePence, long LedgerPence, long PaidPence, long LinesPence)
{
    public static readonly DaySums None = new(0, 0, 0, 0, 0);
}

internal sealed class ClearingDayConfiguration : IEntityTypeConfiguration<ClearingDay>
{
    public void Configure(EntityTypeBuilder<ClearingDay> builder)
    {
        builder.ToTable("finance_clearing_day");
        builder.HasKey(d => d.Day);
        builder.Property(d => d.Day).ValueGeneratedNever();
    }
}
