using Shop.Checkout;

namespace Shop.Tests.Checkout;

public sealed class ContactRulesTests
{
    [Fact]
    public void Check_Empty_AsksForNameAndEmail()
    {
        var errors = ContactRules.Check(ContactRules.Clean(new Contact(null, null, null, null, null, null, null, null)), needsAddress: false);
        Assert.Equal(["Enter your full name", "Enter your email address"], errors.Select(e => e.Message));
    }

    [Fact]
    public void Check_EmptyWithAddress_AsksForItInTheOrderOfThePage()
    {
        var errors = ContactRules.Check(ContactRules.Clean(new Contact(" ", "", "", "", "", "", "", "")), needsAddress: true);
        Assert.Equal(["name", "email", "address-line-1", "address-town", "address-postcode"], errors.Select(e => e.Field));
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("o'neill+skip@mail.larkmere.gov.uk")]
    [InlineData("a.b-c_d@example.museum")]
    public void Check_RealEmail_IsTaken(string email) => Assert.Empty(ContactRules.Check(CheckoutShop.Ada with { Email = email }, false));

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@example..com")]
    [InlineData("a..da@example.com")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@exam ple.com")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("ada@example.com\0")]
    [InlineData("аda@example.com")]
    public void Check_NoEmail_IsRefused(string email) => Assert.Equal("email", Assert.Single(ContactRules.Check(CheckoutShop.Ada with { Email = email }, false)).Field);

    [Theory]
    [InlineData("01632 960 001")]
    [InlineData("+44 808 157 0192")]
    [InlineData("(01632) 960-001")]
    public void Check_RealPhone_IsTaken(string phone) => Assert.Empty(ContactRules.Check(CheckoutShop.Ada with { Phone = phone }, false));

    [Theory]
    [InlineData("call me")]
    [InlineData("123")]
    [InlineData("0123456789012345678")]
    [InlineData("01632 960 001 <script>")]
    public void Check_NoPhone_IsRefused(string phone) => Assert.Equal("phone", Assert.Single(ContactRules.Check(CheckoutShop.Ada with { Phone = phone }, false)).Field);

    [Theory]
    [InlineData("Ada\nO'Neill")]
    [InlineData("Ada\u0000")]
    [InlineData("Ada \u202Elliorr")]
    [InlineData("Ada\u2028")]
    public void Check_HiddenCharacters_AreRefused(string name) => Assert.Equal("name", Assert.Single(ContactRules.Check(CheckoutShop.Ada with { Name = name }, false)).Field);

    [Fact]
    public void Check_TooLong_SaysHowLongItMayBe()
    {
        var errors = ContactRules.Check(CheckoutShop.Ada with { Name = new string('a', 101), Organisation = new string('b', 101) }, false);
        Assert.Equal(["Full name must be 100 characters or fewer", "Organisation must be 100 characters or fewer"], errors.Select(e => e.Message));
    }

    [Theory]
    [InlineData("lm12ab", "LM1 2AB")]
    [InlineData(" Sw1a  1aa ", "SW1A 1AA")]
    [InlineData("M1-1AE", "M1 1AE")]
    public void Clean_Postcode_IsTidied(string typed, string tidy) => Assert.Equal(tidy, ContactRules.Clean(CheckoutShop.AdaAtHome with { Postcode = typed }).Postcode);

    [Theory]
    [InlineData("12345")]
    [InlineData("LK1")]
    [InlineData("LONDON")]
    public void Check_NoPostcode_IsRefused(string typed) =>
        Assert.Equal("address-postcode", Assert.Single(ContactRules.Check(ContactRules.Clean(CheckoutShop.AdaAtHome with { Postcode = typed }), true)).Field);
}
