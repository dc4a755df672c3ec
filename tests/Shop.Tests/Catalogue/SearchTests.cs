using Shop.Catalogue.AToZ;
using Shop.Catalogue.Search;

namespace Shop.Tests.Catalogue;

public sealed class SearchTests
{
    [Theory]
    [InlineData("skips", "skip-permit")]
    [InlineData("SKIP", "skip-permit")]
    [InlineData("ski", "skip-permit")]
    [InlineData("dumpster", "skip-permit")]
    [InlineData("wheelybin", "bin-replacement")]
    [InlineData("curb dropping", "dropped-kerb")]
    public void Query_InAnyForm_FindsTheServiceFirst(string query, string service) => Assert.Equal(service, Find(query)[0]);

    [Fact]
    public void MisspeltQuery_Always_IsCorrectedAndStillFound()
    {
        var hits = Catalogues.Seed.Index.Find("skipp permitt");
        Assert.Equal("skip permit", hits.DidYouMean);
        Assert.Equal("skip-permit", hits.Services[0].Service.Id);
    }

    [Theory]
    [InlineData("skip permit")]
    [InlineData("scaffo")]
    public void QueryOfKnownWords_Always_IsNotCorrected(string query) => Assert.Null(Catalogues.Seed.Index.Find(query).DidYouMean);

    [Theory]
    [InlineData("zzzzqqqq")]
    [InlineData("")]
    [InlineData("!!! *:* \"\\ (AND OR")]
    [InlineData("title:skip AND *")]
    public void Query_OfAnything_NeverFails(string query) => Assert.NotNull(Catalogues.Seed.Index.Find(query));

    [Fact]
    public void QueryOfNonsense_Always_FindsNothing() => Assert.Empty(Find("zzzzqqqq"));

    [Fact]
    public void QueryOfTenThousandCharacters_Always_IsCutOff() => Assert.Equal("skip-permit", Find("skip permit " + new string('x', 10_000))[0]);

    [Fact]
    public void MatchedWords_InATitle_AreMarkedAsPiecesOfText()
    {
        var index = Catalogues.Seed.Index;
        var parts = index.Marker(index.Find("permit")).Mark("A <b>permit</b>, or licences");
        Assert.Equal(["permit", "licences"], parts.Where(p => p.IsMatch).Select(p => p.Text));
        Assert.Equal("A <b>permit</b>, or licences", string.Concat(parts.Select(p => p.Text)));
    }

    [Theory]
    [InlineData("Skip Permit", "skip permit")]
    [InlineData("jo@example.com skip lm1 4ab 07700900982", "# skip # #")]
    [InlineData("s171 licence", "s171 licence")]
    public void RecordedText_OfASearch_TellsNoPerson(string typed, string recorded) => Assert.Equal(recorded, RecordedText.Of(typed));

    [Theory]
    [InlineData("permit", "permitt", 1)]
    [InlineData("notice", "notise", 1)]
    [InlineData("hire", "hier", 1)]
    [InlineData("skip", "scaffold", 3)]
    public void EditDistance_OfTwoWords_CountsMistakes(string a, string b, int distance) => Assert.Equal(distance, EditDistance.Between(a, b, 2));

    [Fact]
    public void AToZ_UnderK_RefersFromKerbToDroppedKerb()
    {
        var entry = Assert.Single(Catalogues.Seed.AToZ.Under('K'), e => e.Heading == "Kerb, dropped");
        Assert.True(entry.IsCrossReference);
        Assert.Equal("dropped-kerb", Assert.Single(entry.Services).Id);
    }

    [Theory]
    [InlineData("A street party", 'S')]
    [InlineData("The hall", 'H')]
    [InlineData("Apple", 'A')]
    public void AToZ_OfAHeadingWithArticle_IgnoresIt(string heading, char letter) => Assert.Equal(letter, AToZIndex.LetterOf(heading));

    [Fact]
    public void AToZ_Always_ListsEveryServiceByItsTitle()
    {
        var titles = AToZIndex.Letters.SelectMany(l => Catalogues.Seed.AToZ.Under(l)).Where(e => !e.IsCrossReference).Select(e => e.Heading);
        Assert.Equal(Catalogues.Seed.ByTitle.Select(s => s.Definition.Title), titles, StringComparer.Ordinal);
    }

    private static List<string> Find(string query) => [.. Catalogues.Seed.Index.Find(query).Services.Select(h => h.Service.Id)];
}
