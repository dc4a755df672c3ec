using Shop.Kernel;

namespace Shop.Tests.Kernel;

public sealed class OrderReferenceTests
{
    [Fact]
    public void New_AsPeopleTypeIt_IsReadBack()
    {
        for (var i = 0; i < 1000; i++)
        {
            var reference = OrderReference.New();
            Assert.True(OrderReference.TryParse(" " + reference.ToString().ToLowerInvariant().Replace('-', ' '), out var read));
            Assert.Equal(reference, read);
        }
    }

    [Fact]
    public void TryParse_OneWrongCharacter_IsRefused()
    {
        const string alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
        var value = OrderReference.New().Value;
        for (var place = 0; place < value.Length; place++)
            foreach (var wrong in alphabet.Where(c => c != value[place]))
                Assert.False(OrderReference.TryParse(value[..place] + wrong + value[(place + 1)..], out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BCD-234-XY")]
    [InlineData("AEI-OU0-1IL")]
    public void TryParse_NotAReference_IsRefused(string? text) => Assert.False(OrderReference.TryParse(text, out _));
}
