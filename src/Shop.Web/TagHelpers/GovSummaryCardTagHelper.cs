using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A card with a title, actions (gov-card-action) and a body, mostly a summary list.</summary>
[HtmlTargetElement("gov-summary-card")]
public sealed class GovSummaryCardTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public int HeadingLevel { get; set; } = 2;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var actions = SummaryActions.Begin(context);
        context.Items[typeof(CardTitle)] = new CardTitle(Title);
        var body = await output.GetChildContentAsync();
        output.Become("div", "govuk-summary-card");
        var heading = Gov.Element("h" + HeadingLevel.ToString(CultureInfo.InvariantCulture), "govuk-summary-card__title").Text(Title);
        output.Content.SetHtmlContent(Gov.Element("div", "govuk-summary-card__title-wrapper").Content(heading, Links(actions.Actions)));
        output.Content.AppendHtml(Gov.Element("div", "govuk-summary-card__content").Content(body));
    }

    private TagBuilder? Links(List<SummaryAction> actions) => SummaryAction.Links(actions, Title, ActionList) switch
    {
        null => null,
        TagBuilder { TagName: "ul" } list => list,
        var link => Gov.Element("div", "govuk-summary-card__actions").Content(link),
    };

    private static TagBuilder ActionList(IEnumerable<TagBuilder> links) => Gov.Element("ul", "govuk-summary-card__actions")
        .Content([.. links.Select(l => Gov.Element("li", "govuk-summary-card__action").Content(l))]);
}
