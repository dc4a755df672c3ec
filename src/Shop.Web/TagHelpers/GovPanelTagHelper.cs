using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>The green panel of a confirmation page. Its title is the page's h1.</summary>
[HtmlTargetElement("gov-panel")]
public sealed class GovPanelTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public int HeadingLevel { get; set; } = 1;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.Become("div", "govuk-panel govuk-panel--confirmation");
        output.Content.SetHtmlContent(Gov.Element("h" + HeadingLevel.ToString(CultureInfo.InvariantCulture), "govuk-panel__title").Text(Title));
        if (!body.IsEmptyOrWhiteSpace) output.Content.AppendHtml(Gov.Element("div", "govuk-panel__body").Content(body));
    }
}
