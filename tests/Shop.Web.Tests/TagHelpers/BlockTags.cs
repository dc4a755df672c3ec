using Shop.Web.TagHelpers;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>Everything that is not a form control: from a fixture's options to the tags an author would write.</summary>
internal static class BlockTags
{
    public static Tag ErrorSummary(FixtureOptions o, TagRunner page)
    {
        if (o.Text("titleText") != "There is a problem") throw new NotExpressibleException("another title");
        var errors = o.List("errorList");
        if (errors.SkipWhile(e => e.Has("href")).Any(e => e.Has("href"))) throw new NotExpressibleException("an error without a field before others");
        foreach (var error in errors)
        {
            var field = error.Text("href")?.TrimStart('#') ?? "";
            page.Error(field, error.Text("text") ?? throw new NotExpressibleException("an error in HTML"));
        }

        return new Tag("gov-error-summary", new GovErrorSummaryTagHelper()) { Written = o.Written() };
    }

    public static Tag BackLink(FixtureOptions o, TagRunner page) =>
        Content(new Tag("gov-back-link", new GovBackLinkTagHelper()) { Written = [("href", o.Text("href") ?? "#"), .. o.Written()] }, o);

    public static Tag Button(FixtureOptions o, TagRunner page)
    {
        var written = o.Written().ToList();
        var kind = written.Find(w => w.Name == "class").Value;
        if (kind is "govuk-button--secondary" or "govuk-button--warning" or "govuk-button--inverse") written.RemoveAll(w => w.Name == "class");
        else kind = null;
        foreach (var name in new[] { "id", "name", "value" })
            if (o.Text(name) is { } value) written.Add((name, value));
        if (o.Flag("disabled")) written.AddRange([("disabled", ""), ("aria-disabled", "true")]);
        if (o.Has("preventDoubleClick") && !o.Flag("preventDoubleClick")) throw new NotExpressibleException("preventDoubleClick: false");
        var helper = new GovButtonTagHelper { Kind = kind?["govuk-button--".Length..], Href = o.Text("href"), Start = o.Flag("isStartButton"), Type = o.Text("type") ?? "submit", PreventDoubleClick = o.Flag("preventDoubleClick") };
        if (helper.Start && o.Has("html")) throw new NotExpressibleException("HTML in a start button");
        return Content(new Tag("gov-button", helper) { Written = written }, o);
    }

    public static Tag SummaryList(FixtureOptions o, TagRunner page)
    {
        var written = o.Written().ToList();
        var noBorder = written.RemoveAll(w => w is ("class", "govuk-summary-list--no-border")) > 0;
        var list = new Tag("gov-summary-list", new GovSummaryListTagHelper { NoBorder = noBorder }) { Written = written, Children = [.. o.List("rows").Select(Row)] };
        if (o.At("card") is not { } card) return list;
        var helper = new GovSummaryCardTagHelper { Title = card.Plain("title") ?? throw new NotExpressibleException("a card without a title"), HeadingLevel = card.At("title")?.Number("headingLevel") ?? 2 };
        return new Tag("gov-summary-card", helper) { Written = card.Written(), Children = [.. Actions(card, "gov-card-action"), list] };
    }

    public static Tag Panel(FixtureOptions o, TagRunner page)
    {
        var title = o.Text("titleText") ?? o.Text("titleHtml") ?? "";
        if (!o.Has("titleText") && title.Contains('<', StringComparison.Ordinal)) throw new NotExpressibleException("a title in HTML");
        var written = o.Written();
        if (written.Any(w => w.Value.Contains("interruption", StringComparison.Ordinal))) throw new NotExpressibleException("interruption");
        return Content(new Tag("gov-panel", new GovPanelTagHelper { Title = title, HeadingLevel = o.Number("headingLevel") ?? 1 }) { Written = written }, o);
    }

    public static Tag NotificationBanner(FixtureOptions o, TagRunner page)
    {
        var kind = o.Text("type") ?? "plain";
        var helper = new GovNotificationBannerTagHelper { Kind = kind, Title = o.Text("titleText"), Text = o.Text("text") };
        return new Tag("gov-notification-banner", helper) { Written = o.Written(), Html = o.Text("html") };
    }

    public static Tag InsetText(FixtureOptions o, TagRunner page) => Content(new Tag("gov-inset-text", new GovInsetTextTagHelper()) { Written = WithId(o) }, o);

    public static Tag WarningText(FixtureOptions o, TagRunner page)
    {
        if (o.Text("iconFallbackText") is { } fallback && fallback != "Warning") throw new NotExpressibleException("another fallback text");
        return Content(new Tag("gov-warning-text", new GovWarningTextTagHelper()) { Written = o.Written() }, o);
    }

    public static Tag StateTag(FixtureOptions o, TagRunner page)
    {
        var written = o.Written().ToList();
        var colour = written.Find(w => w.Name == "class").Value;
        if (colour?.StartsWith("govuk-tag--", StringComparison.Ordinal) == true) written.RemoveAll(w => w.Name == "class");
        else colour = null;
        return Content(new Tag("gov-tag", new GovTagTagHelper { Colour = colour?["govuk-tag--".Length..] }) { Written = written }, o);
    }

    public static Tag Details(FixtureOptions o, TagRunner page)
    {
        var written = WithId(o);
        if (o.Flag("open")) written.Add(("open", ""));
        var summary = o.Text("summaryText") ?? throw new NotExpressibleException("a summary in HTML");
        return Content(new Tag("gov-details", new GovDetailsTagHelper { Summary = summary }) { Written = written }, o);
    }

    /// <summary>Ours leads to the page before and after by those pages' own addresses; the fixtures' arrows have others.</summary>
    public static Tag Pagination(FixtureOptions o, TagRunner page)
    {
        var items = o.List("items").Select(i => (Number: i.Number("number"), Href: i.Text("href"), Current: i.Flag("current"), Ellipsis: i.Flag("ellipsis"))).ToList();
        if (items.Count == 0 || !items.Exists(i => i.Current)) throw new NotExpressibleException("no numbered items");
        var current = items.Find(i => i.Current).Number!.Value;
        var shown = items.Select(i => i.Ellipsis ? (int?)null : i.Number);
        if (!shown.SequenceEqual(Numbers(current, items[^1].Number!.Value))) throw new NotExpressibleException("other neighbours");
        foreach (var arrow in new[] { "previous", "next" })
            if (o.At(arrow) is { } link) link.Text("href");
        var helper = new GovPaginationTagHelper { Page = current, Pages = items[^1].Number!.Value, Url = n => $"/page/{n}" };
        return new Tag("gov-pagination", helper) { Written = o.Written() };
    }

    public static Tag Breadcrumbs(FixtureOptions o, TagRunner page)
    {
        var written = o.Written().ToList();
        if (o.Flag("collapseOnMobile")) written.Add(("class", "govuk-breadcrumbs--collapse-on-mobile"));
        return new Tag("gov-breadcrumbs", new GovBreadcrumbsTagHelper())
        {
            Written = written,
            Children = [.. o.List("items").Select(i => Content(new Tag("gov-crumb", new GovCrumbTagHelper { Href = i.Text("href") }), i))],
        };
    }

    private static List<int?> Numbers(int page, int pages)
    {
        var numbers = new List<int?>();
        for (var n = 1; n <= pages; n++)
            if (n == 1 || n == pages || Math.Abs(n - page) <= 1 || (n == 2 && page == 4) || (n == pages - 1 && page == pages - 3)) numbers.Add(n);
            else if (numbers[^1] is not null) numbers.Add(null);
        return numbers;
    }

    private static Tag Row(FixtureOptions row)
    {
        var value = row.At("value") ?? throw new NotExpressibleException("a row without a value");
        var html = value.Text("html");
        var text = html is null ? value.Text("text") : null;
        if (string.IsNullOrEmpty(html) && string.IsNullOrEmpty(text)) throw new NotExpressibleException("an empty value: ours says Not provided");
        return new Tag("gov-summary-row", new GovSummaryRowTagHelper { Key = row.Plain("key") ?? "", Value = text }) { Html = html, Children = Actions(row, "gov-row-action") };
    }

    private static List<Tag> Actions(FixtureOptions around, string name) => around.At("actions") is not { } actions
        ? []
        : [.. actions.List("items").Select(a => new Tag(name, new GovActionTagHelper { Href = a.Text("href") ?? "", Text = a.Text("text") ?? throw new NotExpressibleException("an action in HTML"), Hidden = a.Text("visuallyHiddenText") }))];

    private static List<(string Name, string Value)> WithId(FixtureOptions o) => [.. o.Written(), .. o.Text("id") is { } id ? [("id", id)] : Array.Empty<(string, string)>()];

    private static Tag Content(Tag tag, FixtureOptions o) => o.Text("html") is { } html ? tag with { Html = html } : tag with { Text = o.Text("text") };
}
