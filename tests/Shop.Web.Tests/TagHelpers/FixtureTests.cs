using AngleSharp.Dom;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>
/// Our tag helpers against the examples of npm's govuk-frontend: same options, same markup. An example is in when our
/// attributes can say all of it; fixtures.used.txt lists those, so that none drops out unseen.
/// </summary>
public sealed class FixtureTests
{
    private static readonly Dictionary<string, Func<FixtureOptions, TagRunner, Tag>> Components = new()
    {
        ["input"] = ControlTags.Input,
        ["textarea"] = ControlTags.Textarea,
        ["character-count"] = ControlTags.CharacterCount,
        ["select"] = ControlTags.Select,
        ["radios"] = ControlTags.Radios,
        ["checkboxes"] = ControlTags.Checkboxes,
        ["date-input"] = ControlTags.DateInput,
        ["file-upload"] = ControlTags.FileUpload,
        ["password-input"] = ControlTags.PasswordInput,
        ["fieldset"] = ControlTags.Fieldset,
        ["error-summary"] = BlockTags.ErrorSummary,
        ["back-link"] = BlockTags.BackLink,
        ["button"] = BlockTags.Button,
        ["summary-list"] = BlockTags.SummaryList,
        ["panel"] = BlockTags.Panel,
        ["notification-banner"] = BlockTags.NotificationBanner,
        ["inset-text"] = BlockTags.InsetText,
        ["warning-text"] = BlockTags.WarningText,
        ["tag"] = BlockTags.StateTag,
        ["details"] = BlockTags.Details,
        ["pagination"] = BlockTags.Pagination,
        ["breadcrumbs"] = BlockTags.Breadcrumbs,
    };

    private static readonly Lazy<IReadOnlyDictionary<string, Fixture>> All =
        new(() => Components.Keys.SelectMany(Fixture.Of).DistinctBy(f => f.Title).ToDictionary(f => f.Title));

    private static string UsedFile => Path.Combine(AppContext.BaseDirectory, "TagHelpers", "fixtures.used.txt");

    public static TheoryData<string> Used => [.. File.ReadLines(UsedFile).Where(l => l.Length > 0)];

    [Theory]
    [MemberData(nameof(Used))]
    public async Task Tag_OptionsOfAFixture_GiveItsMarkup(string fixture)
    {
        var (ours, expected) = await RenderAsync(All.Value[fixture]);
        Assert.Equal(expected, ours);
    }

    [Fact]
    public void Fixtures_ThatOurAttributesCanSay_AreAllUsed()
    {
        var expressible = All.Value.Values.Where(IsExpressible).Select(f => f.Title).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is { Length: > 0 } file) File.WriteAllLines(file, expressible);
        Assert.Equal(File.ReadLines(UsedFile).Where(l => l.Length > 0), expressible);
        Assert.All(Components.Keys, component => Assert.Contains(expressible, e => e.StartsWith(component + ":", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("class=\"govuk-input\"", "class=\"govuk-inpt\"")]
    [InlineData("for=\"input-with-hint-text\"", "for=\"input\"")]
    [InlineData("aria-describedby=\"input-with-hint-text-hint\"", "")]
    [InlineData("It’s on", "It is on")]
    public async Task Comparison_OneDifference_IsSeen(string right, string wrong)
    {
        var fixture = All.Value["input: with hint text"];
        Assert.Contains(right, fixture.Html, StringComparison.Ordinal);
        var (ours, expected) = await RenderAsync(fixture with { Html = fixture.Html.Replace(right, wrong, StringComparison.Ordinal) });
        Assert.NotEqual(expected, ours);
    }

    private static bool IsExpressible(Fixture fixture)
    {
        try
        {
            var options = new FixtureOptions(fixture.Options);
            Components[fixture.Component](options, new TagRunner());
            options.RequireAllRead();
            return true;
        }
        catch (NotExpressibleException)
        {
            return false;
        }
    }

    private static async Task<(string Ours, string Expected)> RenderAsync(Fixture fixture)
    {
        var page = new TagRunner();
        var tag = Components[fixture.Component](new FixtureOptions(fixture.Options), page);
        var expected = SameMarkup.Parse(fixture.Html);
        if (fixture.Component == "error-summary") await WriteFieldsAsync(expected, page);
        if (fixture.Component == "date-input") PrefixNames(expected);
        if (fixture.Component == "pagination") PointArrows(expected);
        return (SameMarkup.Normalise(SameMarkup.Parse(await page.RenderAsync(tag))), SameMarkup.Normalise(expected));
    }

    /// <summary>The summary links to the fields that the page has.</summary>
    private static async Task WriteFieldsAsync(IElement expected, TagRunner page)
    {
        foreach (var link in expected.QuerySelectorAll("a"))
            await page.RenderAsync(new Tag("gov-input", new Shop.Web.TagHelpers.GovInputTagHelper { Name = link.GetAttribute("href")![1..] }));
    }

    private static void PrefixNames(IElement expected)
    {
        var id = expected.QuerySelector(".govuk-date-input")!.Id;
        foreach (var input in expected.QuerySelectorAll("input[name]").Where(i => !i.GetAttribute("name")!.Contains('-', StringComparison.Ordinal)))
            input.SetAttribute("name", $"{id}-{input.GetAttribute("name")}");
    }

    private static void PointArrows(IElement expected)
    {
        var current = int.Parse(expected.QuerySelector("[aria-current]")!.TextContent, System.Globalization.CultureInfo.InvariantCulture);
        expected.QuerySelector("[rel=prev]")?.SetAttribute("href", $"/page/{current - 1}");
        expected.QuerySelector("[rel=next]")?.SetAttribute("href", $"/page/{current + 1}");
    }
}
