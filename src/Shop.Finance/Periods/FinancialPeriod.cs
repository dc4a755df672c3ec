using System.Globalization;

namespace Shop.Finance.Periods;

/// <summary>A period of a council's financial year, which runs from 1 April to 31 March: 1 is April, 12 is March, 13 takes adjustments after the year's end.</summary>
/// <param name="Year">The calendar year it begins in: 2026 is 2026-27.</param>
public readonly record struct FinancialPeriod(int Year, int Number) : IComparable<FinancialPeriod>
{
    /// <summary>The period of adjustments.</summary>
    public const int YearEnd = 13;

    public static FinancialPeriod Of(DateOnly day) => day.Month >= 4 ? new(day.Year, day.Month - 3) : new(day.Year - 1, day.Month + 9);

    public bool IsValid => Year is >= 2000 and <= 2100 && Number is >= 1 and <= YearEnd;

    /// <summary>Period 13 has the last day of the year alone.</summary>
    public DateOnly FirstDay => Number == YearEnd ? new(Year + 1, 3, 31) : Number <= 9 ? new(Year, Number + 3, 1) : new(Year + 1, Number - 9, 1);

    public DateOnly LastDay => Number == YearEnd ? new(Year + 1, 3, 31) : FirstDay.AddMonths(1).AddDays(-1);

    /// <summary>The next month's period; period 13 is only ever asked for by name.</summary>
    public FinancialPeriod Next => Number >= 12 ? new(Year + 1, 1) : new(Year, Number + 1);

    /// <summary>"2026-27".</summary>
    public string YearWords => string.Create(CultureInfo.InvariantCulture, $"{Year}-{(Year + 1) % 100:00}");

    /// <summary>"period 8 of 2026-27 (November 2026)".</summary>
    public override string ToString() => Number == YearEnd
        ? $"period 13 of {YearWords} (adjustments)"
        : string.Create(CultureInfo.InvariantCulture, $"period {Number} of {YearWords} ({FirstDay:MMMM yyyy})");

    public int CompareTo(FinancialPeriod other) => (Year, Number).CompareTo((other.Year, other.Number));

    public static bool operator <(FinancialPeriod left, FinancialPeriod right) => left.CompareTo(right) < 0;
    public static bool operator >(FinancialPeriod left, FinancialPeriod right) => left.CompareTo(right) > 0;
    public static bool operator <=(FinancialPeriod left, FinancialPeriod right) => left.CompareTo(right) <= 0;
    public static bool operator >=(FinancialPeriod left, FinancialPeriod right) => left.CompareTo(right) >= 0;
}
