using CsCheck;
using Shop.Catalogue;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Kernel.Lines;

namespace Shop.Tests.Catalogue;

public sealed class QuoteTests
{
    private static readonly DateOnly Monday = new(2026, 10, 5);

    [Theory]
    [InlineData("skip-permit", "length=1-week", 1, null, 8250, 0)]
    [InlineData("skip-permit", "length=2-weeks", 1, "2026-10-19", 12100, 0)]
    [InlineData("skip-permit", "length=2-weeks", 1, "2026-10-16", 15432, 0)]
    [InlineData("certificate-copy", "type=birth;speed=standard;reference=known;delivery=collect", 2, null, 2500, 0)]
    [InlineData("certificate-copy", "type=death;speed=priority;reference=search;delivery=special", 2, null, 6300, 0)]
    [InlineData("land-search", "parts=full;property=residential;extra-parcels=0", 1, null, 25228, 4038)]
    [InlineData("land-search", "parts=llc1;property=commercial;extra-parcels=0", 1, null, 1000, 0)]
    [InlineData("road-space", "", 1, "2026-10-19", 16500, 0)]
    [InlineData("road-space", "", 1, "2026-10-01", 33000, 0)]
    [InlineData("event-signs", "organiser=charity", 1, "2026-11-30", 0, 0)]
    [InlineData("event-signs", "organiser=other", 1, "2026-11-30", 7700, 0)]
    [InlineData("trade-sacks", "", 3, null, 31500, 5250)]
    [InlineData("bay-suspension", "bays=2-bays", 3, "2026-11-30", 31000, 0)]
    [InlineData("memorial-bench", "", 1, null, 125000, 2000)]
    [InlineData("h-bar", "", 1, null, 18000, 0)]
    public void Quote_OfAConfiguration_IsTheCouncilsPrice(string service, string choices, int quantity, string? day, long gross, long vat)
    {
        var line = Assert.IsType<QuoteResult.Priced>(Quote(service, choices, quantity, day)).Line;
        Assert.Equal((gross, vat), (line.GrossPence, line.VatPence));
    }

    [Fact]
    public void Quote_ForADayWithShortNotice_SaysWhyItCostsMore()
    {
        var line = Assert.IsType<QuoteResult.Priced>(Quote("skip-permit", "length=1-week", 1, "2026-10-09")).Line;
        Assert.StartsWith("We need 10 working days", line.PriceReason, StringComparison.Ordinal);
        Assert.Contains(line.Components, c => c is { ChargeId: "early-start", GrossPence: 3332 });
        Assert.Null(Assert.IsType<QuoteResult.Priced>(Quote("skip-permit", "length=1-week", 1, "2026-10-19")).Line.PriceReason);
    }

    [Theory]
    [InlineData("road-space", "", "2026-10-16", "2026-10-19")]
    [InlineData("skip-permit", "length=1-week", "2026-10-04", "2026-10-05")]
    [InlineData("ttro", "kind=standard", "2026-10-20", "2026-12-30")]
    public void Quote_ForADayThatIsRefused_NamesTheEarliest(string service, string choices, string day, string earliest)
    {
        var refused = Assert.IsType<QuoteResult.TooEarly>(Quote(service, choices, 1, day));
        Assert.Equal(DateOnly.Parse(earliest, null), refused.Earliest);
    }

    [Fact]
    public void Quote_WhereTheNoticeRuleDoesNotHold_TakesAnyDay() =>
        Assert.IsType<QuoteResult.Priced>(Quote("ttro", "kind=emergency", 1, "2026-10-06"));

    [Fact]
    public void Quote_OfAnImpossibleCombination_NamesTheChoices()
    {
        var result = Assert.IsType<QuoteResult.Impossible>(Quote("certificate-copy", "type=birth;speed=priority;reference=known;delivery=second-class", 1));
        Assert.Contains("Second class post", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "length")]
    [InlineData("length=", 1, "length")]
    [InlineData("length=9-weeks", 1, "length")]
    [InlineData("length=1-week,2-weeks", 1, "length")]
    [InlineData("length=1-week", 0, "quantity")]
    [InlineData("length=1-week", 2, "quantity")]
    [InlineData("length=1-week", int.MaxValue, "quantity")]
    [InlineData("length=1-week", int.MinValue, "quantity")]
    public void Quote_OfForgedInput_IsInvalid(string choices, int quantity, string field)
    {
        var invalid = Assert.IsType<QuoteResult.Invalid>(Quote("skip-permit", choices, quantity));
        Assert.Equal(field, Assert.Single(invalid.Errors).Key);
    }

    [Fact]
    public void Quote_OfAnUnknownOrOfflineService_IsRefused()
    {
        Assert.IsType<QuoteResult.NotFound>(Quote("../etc/passwd", "", 1));
        Assert.IsType<QuoteResult.NotOnline>(Quote("scaffold-licence", "", 1));
    }

    [Fact]
    public void Quote_OfAServiceForADay_CarriesWhatTheTeamNeeds()
    {
        var line = Assert.IsType<QuoteResult.Priced>(Quote("skip-permit", "length=2-weeks;colour=red", 1, "2026-10-19")).Line;
        Assert.Equal(new DateOnly(2026, 10, 19), line.DueOn);
        Assert.Equal("street-works", line.Team.Id);
        Assert.Equal(["length"], line.Choices.Keys);
        Assert.Equal("2 weeks", Assert.Single(line.Options).Choice);
        Assert.Equal(2, line.Uploads.Count);
    }

    [Fact]
    public void EveryCombinationOfEveryOnlineService_Always_AddsUpWithVatByLaw()
    {
        var priced = Catalogues.Seed.ByTitle.Where(s => s.IsOnline)
            .SelectMany(s => Combinations.Possible(s.Definition).Select(c => (Service: s.Definition, Choices: c))).ToArray();
        Gen.Select(Gen.Int[0, priced.Length - 1], Gen.Int[1, 1000], Gen.Int[-400, 400]).Sample((at, quantity, days) =>
        {
            var combination = priced[at];
            var result = GetQuoteHandler.Quote(Catalogues.Seed, new GetQuote(combination.Service.Id, combination.Choices, quantity, Monday.AddDays(days)), Monday);
            return result is not QuoteResult.Priced { Line: var line } || AddsUp(line);
        });
    }

    private static bool AddsUp(LineSnapshot line) =>
        line.Components.Count > 0
        && line.GrossPence == line.Components.Sum(c => c.GrossPence)
        && line.NetPence + line.VatPence == line.GrossPence
        // VAT is rate x net: what is rounded away is at most half a penny.
        && line.Components.All(c => Math.Abs((c.VatPence * (10_000L + c.VatRateBasisPoints)) - (c.GrossPence * c.VatRateBasisPoints)) * 2 <= 10_000 + c.VatRateBasisPoints);

    private static QuoteResult Quote(string service, string choices, int quantity, string? day = null)
    {
        var chosen = choices.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=')).ToDictionary(c => c[0], c => c[1]);
        return GetQuoteHandler.Quote(Catalogues.Seed, new GetQuote(service, chosen, quantity, day is null ? null : DateOnly.Parse(day, null)), Monday);
    }
}
