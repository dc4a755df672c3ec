using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>
/// One row of a summary list. The value is the text of the attribute or what is written inside; "Not provided" when
/// both are empty. A second action goes inside as gov-row-action.
/// </summary>
[HtmlTargetElement("gov-summary-row", ParentTag = "gov-summary-list")]
public sealed class GovSummaryRowTagHelper : TagHelper
{
    public string Key { get; set; } = "";

    public string? Value { get; set; }

    public string? ActionHref { get; set; }

    public string ActionText { get; set; } = "Change";

    public string? ActionHidden { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var actions = SummaryActions.Begin(context);
        if (!string.IsNullOrEmpty(ActionHref)) actions.Actions.Add(new SummaryAction(ActionHref, ActionText, ActionHidden));
        var inside = await output.GetChildContentAsync();
        var rows = SummaryRows.Around(context) ?? throw new InvalidOperationException("gov-summary-row stands outside a gov-summary-list.");
        rows.Rows.Add(new SummaryRow(Key, ValueContent(inside), actions.Actions));
        output.SuppressOutput();
    }

    private IHtmlContent ValueContent(TagHelperContent inside)
    {
        if (string.IsNullOrWhiteSpace(Value) && !inside.IsEmptyOrWhiteSpace) return new HtmlContentBuilder().AppendHtml(inside);
        return new HtmlContentBuilder().Append(string.IsNullOrWhiteSpace(Value) ? "Not provided" : Value);
    }
}
