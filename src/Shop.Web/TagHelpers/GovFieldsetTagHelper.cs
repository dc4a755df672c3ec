using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Groups labelled controls, such as the lines of an address, under one legend.</summary>
[HtmlTargetElement("gov-fieldset")]
public sealed class GovFieldsetTagHelper : TagHelper
{
    public string Legend { get; set; } = "";

    /// <summary>xl, l, m or s.</summary>
    public string? LegendSize { get; set; }

    /// <summary>The legend is the page's h1.</summary>
    public bool LegendIsHeading { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("fieldset", "govuk-fieldset");
        output.PreContent.SetHtmlContent(GroupedControlTagHelper.LegendElement(Legend, LegendSize, LegendIsHeading));
    }
}
