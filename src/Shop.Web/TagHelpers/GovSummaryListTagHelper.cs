using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Keys and values with their actions; holds gov-summary-row tags.</summary>
[HtmlTargetElement("gov-summary-list")]
public sealed class GovSummaryListTagHelper : TagHelper
{
    public bool NoBorder { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = new SummaryRows();
        context.Items[typeof(SummaryRows)] = rows;
        await output.GetChildContentAsync();
        output.Become("dl", NoBorder ? "govuk-summary-list govuk-summary-list--no-border" : "govuk-summary-list");
        output.Content.Clear();
        var anyHasActions = rows.Rows.Exists(r => r.Actions.Count > 0);
        foreach (var row in rows.Rows) output.Content.AppendHtml(Row(row, anyHasActions, CardTitle.Around(context)));
    }

    private static TagBuilder Row(SummaryRow row, bool anyHasActions, string? cardTitle)
    {
        var element = Gov.Element("div", Gov.Classes("govuk-summary-list__row", anyHasActions && row.Actions.Count == 0 ? "govuk-summary-list__row--no-actions" : null));
        element.Content(Gov.Element("dt", "govuk-summary-list__key").Text(row.Key), Gov.Element("dd", "govuk-summary-list__value").Content(row.Value));
        var links = SummaryAction.Links(row.Actions, cardTitle, ActionList);
        return links is null ? element : element.Content(Gov.Element("dd", "govuk-summary-list__actions").Content(links));
    }

    private static TagBuilder ActionList(IEnumerable<TagBuilder> links) => Gov.Element("ul", "govuk-summary-list__actions-list")
        .Content([.. links.Select(l => Gov.Element("li", "govuk-summary-list__actions-list-item").Content(l))]);
}
