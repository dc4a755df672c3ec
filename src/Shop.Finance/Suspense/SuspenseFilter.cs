using Shop.Kernel.Persistence;

namespace Shop.Finance.Suspense;

/// <summary>Which items: what stands in the address of the list.</summary>
/// <param name="OwnerId">Only those of this member of staff.</param>
/// <param name="Unowned">Only those nobody looks after; then no owner is given.</param>
public sealed record SuspenseFilter(SuspenseState State, AgeBand? Age, SuspenseSource? Source, Guid? OwnerId, bool Unowned)
{
    public static readonly SuspenseFilter Open = new(SuspenseState.Open, null, null, null, false);

    internal IQueryable<SuspenseItem> Apply(ShopDbContext db, DateOnly today)
    {
        var items = db.Set<SuspenseItem>().Where(i => i.State == State);
        if (Age is { } age)
        {
            var (youngest, oldest) = age.Days();
            var (last, first) = (today.AddDays(-youngest), oldest is { } days ? today.AddDays(-days) : DateOnly.MinValue);
            // What is dated after today (a bank's value date) is as young as can be.
            items = age == AgeBand.Week ? items.Where(i => i.Since >= first) : items.Where(i => i.Since <= last && i.Since >= first);
        }

        if (Source is { } source) items = items.Where(i => i.Source == source);
        if (OwnerId is { } owner) items = items.Where(i => i.OwnerId == owner);
        return Unowned ? items.Where(i => i.OwnerId == null) : items;
    }
}

/// <summary>How long money has been unexplained: 0 to 7 days, 8 to 30, 31 to 90, over 90.</summary>
public enum AgeBand { Week, Month, Quarter, Older }

public static class AgeBands
{
    /// <summary>First and last day of the band, in whole days; null where it has no end.</summary>
    public static (int From, int? To) Days(this AgeBand band) => band switch
    {
        AgeBand.Week => (0, 7),
        AgeBand.Month => (8, 30),
        AgeBand.Quarter => (31, 90),
        AgeBand.Older => (91, null),
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };

    public static AgeBand Of(int days) => Enum.GetValues<AgeBand>().First(b => b.Days().To is not { } to || days <= to);

    public static string InWords(this AgeBand band) => band switch
    {
        AgeBand.Week => "0 to 7 days",
        AgeBand.Month => "8 to 30 days",
        AgeBand.Quarter => "31 to 90 days",
        AgeBand.Older => "Over 90 days",
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };

    public static string InWords(this SuspenseSource source) => source switch
    {
        SuspenseSource.BankLine => "Bank line",
        SuspenseSource.MatchDifference => "Difference of a match",
        SuspenseSource.MissingPayout => "Payout not on the bank",
        SuspenseSource.PayoutDifference => "Payout that does not add up",
        SuspenseSource.StripeTransaction => "Transaction at Stripe",
        SuspenseSource.StrayMoney => "Resident’s money",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };
}
