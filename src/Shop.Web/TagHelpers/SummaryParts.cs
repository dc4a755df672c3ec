using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>What the rows of a summary list tell their list.</summary>
internal sealed class SummaryRows
{
    public List<SummaryRow> Rows { get; } = [];

    public static SummaryRows? Around(TagHelperContext context) => context.Items.TryGetValue(typeof(SummaryRows), out var rows) ? (SummaryRows)rows : null;
}

internal sealed record SummaryRow(string Key, IHtmlContent Value, IReadOnlyList<SummaryAction> Actions);

/// <summary>The actions of the row or card around the tag that is being processed.</summary>
internal sealed class SummaryActions
{
    public List<SummaryAction> Actions { get; } = [];

    public static SummaryActions Begin(TagHelperContext context)
    {
        var actions = new SummaryActions();
        context.Items[typeof(SummaryActions)] = actions;
        return actions;
    }

    public static SummaryActions? Around(TagHelperContext context) => context.Items.TryGetValue(typeof(SummaryActions), out var actions) ? (SummaryActions)actions : null;
}

/// <param name="Hidden">What a screen reader hears after the text: "Change" + "name".</param>
internal sealed record SummaryAction(string Href, string Text, string? Hidden)
{
    /// <param name="cardTitle">Heard too, since several cards have the same rows.</param>
    public TagBuilder Link(string? cardTitle)
    {
        var link = Gov.Element("a", "govuk-link").Attribute("href", Href).Text(Text);
        var heard = (string.IsNullOrEmpty(Hidden) ? "" : " " + Hidden) + (string.IsNullOrEmpty(cardTitle) ? "" : $" ({cardTitle})");
        return heard.Length == 0 ? link : link.Content(Gov.Hidden(heard));
    }

    public static IHtmlContent? Links(IReadOnlyList<SummaryAction> actions, string? cardTitle, Func<IEnumerable<TagBuilder>, TagBuilder> list) => actions.Count switch
    {
        0 => null,
        1 => actions[0].Link(cardTitle),
        _ => list(actions.Select(a => a.Link(cardTitle))),
    };
}

/// <summary>The title of the card around the tag that is being processed.</summary>
internal sealed record CardTitle(string Text)
{
    public static string? Around(TagHelperContext context) => context.Items.TryGetValue(typeof(CardTitle), out var title) ? ((CardTitle)title).Text : null;
}
