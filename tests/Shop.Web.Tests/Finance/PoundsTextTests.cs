using Shop.Web.Pages.Finance;

namespace Shop.Web.Tests.Finance;

public sealed class PoundsTextTests
{
    [Theory]
    [InlineData("12.50", 1_250L)]
    [InlineData(" £1,234.50 ", 123_450L)]
    [InlineData("£ 97", 9_700L)]
    [InlineData("1,234,567", 123_456_700L)]
    [InlineData("0", 0L)]
    [InlineData("999999999.99", 99_999_999_999L)]
    public void Pence_OfAnAmount_IsExact(string text, long pence) => Assert.Equal(pence, PoundsText.Pence(text));

    [Theory]
    [InlineData("1,00")]
    [InlineData("12,50")]
    [InlineData("1,2345")]
    [InlineData("1234,567")]
    [InlineData(",100")]
    [InlineData("1.5")]
    [InlineData("1.505")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("££1")]
    [InlineData("١٢")]
    [InlineData("1000000000")]
    [InlineData("")]
    [InlineData(null)]
    public void Pence_OfWhatMayMeanSomethingElse_IsNone(string? text) => Assert.Null(PoundsText.Pence(text));
}
