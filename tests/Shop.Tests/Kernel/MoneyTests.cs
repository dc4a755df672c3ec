using CsCheck;
using Shop.Kernel;

namespace Shop.Tests.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "£0.00")]
    [InlineData(-7, "-£0.07")]
    [InlineData(123450, "£1,234.50")]
    [InlineData(long.MinValue, "-£92,233,720,368,547,758.08")]
    public void ToString_Amount_ReadsLikeMoney(long pence, string expected) => Assert.Equal(expected, new Money(pence).ToString());

    [Fact]
    public void Add_Overflow_Throws() => Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    [Theory]
    [InlineData(8400, 2000, 1400)]   // wasp treatment: £84.00 contains £14.00
    [InlineData(7782, 2000, 1297)]   // CON29: £64.85 + £12.97
    [InlineData(115, 2000, 19)]
    [InlineData(435, 2000, 73)]      // 72.5 rounds away from zero
    [InlineData(1999, 500, 95)]
    [InlineData(10000, 0, 0)]
    public void VatIn_KnownFigures_AreExact(long gross, int rate, long vat)
    {
        Assert.Equal(vat, new VatRate(rate).VatIn(new Money(gross)).Pence);
        Assert.Equal(-vat, new VatRate(rate).VatIn(new Money(-gross)).Pence);
    }

    [Fact]
    public void VatIn_AnyGross_IsNearestPenny() =>
        Gen.Select(Gen.Long[0, 100_000_000], Gen.Int[0, 10_000]).Sample((gross, rate) =>
        {
            var vat = new VatRate(rate).VatIn(new Money(gross)).Pence;
            var exact = (decimal)gross * rate / (10_000 + rate);
            return Math.Abs(vat - exact) <= 0.5m;
        });
}
