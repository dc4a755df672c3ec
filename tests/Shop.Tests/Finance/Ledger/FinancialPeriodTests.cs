using CsCheck;
using Shop.Finance.Periods;

namespace Shop.Tests.Finance.Ledger;

public sealed class FinancialPeriodTests
{
    [Theory]
    [InlineData("2026-03-31", 2025, 12)]
    [InlineData("2026-04-01", 2026, 1)]
    [InlineData("2026-12-31", 2026, 9)]
    [InlineData("2027-01-01", 2026, 10)]
    public void Of_ADay_IsTheCouncilsPeriod(string day, int year, int number) => Assert.Equal(new FinancialPeriod(year, number), FinancialPeriod.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Of_AnyDay_LiesBetweenFirstAndLastDay() => Gen.Int[0, 36_000].Sample(n =>
    {
        var day = new DateOnly(2000, 4, 1).AddDays(n);
        var period = FinancialPeriod.Of(day);
        return period.FirstDay <= day && day <= period.LastDay && period.Next.FirstDay == period.LastDay.AddDays(1) && period < period.Next;
    });

    [Fact]
    public void Words_AreTheCouncils()
    {
        Assert.Equal("period 8 of 2026-27 (November 2026)", new FinancialPeriod(2026, 8).ToString());
        Assert.Equal("period 13 of 2026-27 (adjustments)", new FinancialPeriod(2026, 13).ToString());
        Assert.Equal("1999-00", new FinancialPeriod(1999, 1).YearWords);
        Assert.Equal(new FinancialPeriod(2027, 1), new FinancialPeriod(2026, 13).Next);
    }
}
