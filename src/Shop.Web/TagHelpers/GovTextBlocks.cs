using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Text that stands out from what surrounds it.</summary>
[HtmlTargetElement("gov-inset-text")]
public sealed class GovInsetTextTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("div", "govuk-inset-text");
}

/// <summary>A consequence people must know before they go on.</summary>
[HtmlTargetElement("gov-warning-text")]
public sealed class GovWarningTextTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.Become("div", "govuk-warning-text");
        output.Content.SetHtmlContent(Gov.Element("span", "govuk-warning-text__icon").Attribute("aria-hidden", "true").Text("!"));
        output.Content.AppendHtml(Gov.Element("strong", "govuk-warning-text__text").Content(Gov.Hidden("Warning")).Text(" ").Content(body));
    }
}

/// <summary>A state in a word or two.</summary>
[HtmlTargetElement("gov-tag")]
public sealed class GovTagTagHelper : TagHelper
{
    /// <summary>grey, green, turquoise, purple, pink, red, orange or yellow; blue when not given.</summary>
    public string? Colour { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("strong", Gov.Sized("govuk-tag", Colour));
}

/// <summary>Something only some people need, folded away.</summary>
[HtmlTargetElement("gov-details")]
public sealed class GovDetailsTagHelper : TagHelper
{
    public string Summary { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.Become("details", "govuk-details");
        var text = Gov.Element("span", "govuk-details__summary-text").Text(Summary);
        output.Content.SetHtmlContent(Gov.Element("summary", "govuk-details__summary").Content(text));
        output.Content.AppendHtml(Gov.Element("div", "govuk-details__text").Content(body));
    }
}
