using Shop.Kernel;

namespace Shop.Tests.Kernel;

public sealed class HiddenCharactersTests
{
    [Theory]
    [InlineData("The road is too narrow.\r\nAsk again in May\t2027 – naïve £", false)]
    [InlineData("", false)]
    [InlineData("nul \0", true)]
    [InlineData("bell \a", true)]
    [InlineData("next line \u0085", true)]
    [InlineData("line separator \u2028", true)]
    [InlineData("turned \u202Egnp.exe", true)]
    [InlineData("isolated \u2066x", true)]
    public void HiddenCharacters_InThisText_AreFoundOrNot(string text, bool found) => Assert.Equal(found, HiddenCharacters.AreIn(text));
}
