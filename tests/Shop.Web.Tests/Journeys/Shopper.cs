using System.Net;
using System.Text;

namespace Shop.Web.Tests.Journeys;

/// <summary>A resident who knows what to buy: the steps of a purchase, each through the real pages.</summary>
public sealed class Shopper(Uri shop) : IDisposable
{
    public const string Email = "sam.taylor@example.com";
    public const string GoodCard = "4242424242424242";

    public Visitor Visitor { get; } = new(shop);

    /// <summary>One roll of trade sacks: £105.00, no documents.</summary>
    public async Task AddTradeSacksAsync()
    {
        await Visitor.GoAsync("/services/trade-sacks");
        Expect(HttpStatusCode.OK);
        await Visitor.GoAsync("/services/trade-sacks/details?quantity=1");
        await Visitor.SubmitAsync("Continue",
            ("business", "Taylor & Daughters Ltd"), ("address-line-1", "1 High Street"), ("address-town", "Larkmere"), ("address-postcode", "LM1 4AB"),
            ("waste-type", "mixed"), ("description", "Cardboard and food packaging"), ("no-hazard", "yes"));
        ExpectPath("/basket");
    }

    /// <summary>Two birth certificates, standard, collected: 2 x £12.50.</summary>
    public async Task AddBirthCertificatesAsync()
    {
        await Visitor.GoAsync("/services/certificate-copy/details?option-type=birth&option-speed=standard&option-reference=known&option-delivery=collect&quantity=2");
        await Visitor.SubmitAsync("Continue",
            ("name-first-name", "Ada"), ("name-last-name", "Taylor"), ("event-date-day", "10"), ("event-date-month", "12"), ("event-date-year", "1981"),
            ("place", "Larkmere Hospital"), ("reason", "passport"));
        ExpectPath("/basket");
    }

    /// <summary>A skip permit for two weeks with its two documents: £121.00 at full notice.</summary>
    public async Task AddSkipPermitAsync(DateOnly start)
    {
        await Visitor.GoAsync("/services/skip-permit/details?option-length=2-weeks");
        await Visitor.SubmitAsync("Continue",
            ("location-line-1", "12 Mill Lane"), ("location-town", "Larkmere"), ("location-postcode", "LM2 7QT"),
            ("start-date-day", $"{start.Day}"), ("start-date-month", $"{start.Month}"), ("start-date-year", $"{start.Year}"),
            ("position", "road"), ("size", "yes"), ("insurance-cover", "yes"), ("blocks-anything", "no"), ("parking-bay", "no"), ("lights", "yes"),
            ("company", "Mere Skips"), ("company-phone", "01632 960123"));
        Assert.EndsWith("/documents", Visitor.Address.AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>A clinical waste collection: free.</summary>
    public async Task AddClinicalWasteAsync()
    {
        await Visitor.GoAsync("/services/clinical-waste/details");
        await Visitor.SubmitAsync("Continue",
            ("patient-first-name", "Ada"), ("patient-last-name", "Taylor"), ("address-line-1", "1 High Street"), ("address-town", "Larkmere"), ("address-postcode", "LM1 4AB"),
            ("waste-type", "sharps"), ("frequency", "once"), ("amount", "2"), ("surgery", "Mill Lane Surgery"));
        Assert.EndsWith("/documents", Visitor.Address.AbsolutePath, StringComparison.Ordinal);
        await Visitor.SubmitAsync("Continue");
        ExpectPath("/basket");
    }

    public async Task GiveContactAsync()
    {
        await Visitor.GoAsync("/checkout/contact");
        var fields = new List<(string, string)> { ("name", "Sam Taylor"), ("email", Email), ("phone", "07700 900123") };
        if (Visitor.Page.QuerySelector("[name=address-line-1]") is not null)
            fields.AddRange([("address-line-1", "12 Mill Lane"), ("address-town", "Larkmere"), ("address-postcode", "LM2 7QT")]);
        await Visitor.SubmitAsync("Continue", [.. fields]);
        ExpectPath("/checkout/check");
    }

    /// <summary>Presses "Accept and pay"; ends on the sandbox's page.</summary>
    public async Task AcceptAndPayAsync()
    {
        await Visitor.SubmitAsync("Accept and");
        Assert.StartsWith("/c/pay/", Visitor.Address.AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>Types the card into the sandbox's page.</summary>
    public Task PayByCardAsync(string card = GoodCard) =>
        Visitor.SubmitAsync("Pay £", ("number", card), ("expiry", "12/40"), ("cvc", "123"), ("name", "S Taylor"), ("postcode", "LM2 7QT"));

    /// <summary>From an empty basket to the sandbox's page.</summary>
    public async Task GoToPayTradeSacksAsync()
    {
        await AddTradeSacksAsync();
        await GiveContactAsync();
        await AcceptAndPayAsync();
    }

    public static byte[] Pdf(string text) => Encoding.Latin1.GetBytes($"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public void Dispose() => Visitor.Dispose();

    private void Expect(HttpStatusCode status) => Assert.True(Visitor.Status == status, $"{Visitor.Status} on {Visitor.Address}: {Visitor.MainText}");

    private void ExpectPath(string path) =>
        Assert.True(Visitor.Address.AbsolutePath == path, $"Expected {path}, but was on {Visitor.Address} ({Visitor.Status}): {string.Join("; ", Visitor.Errors)} {Visitor.MainText}");
}
