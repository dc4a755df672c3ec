using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Goes in the section "Before". Its text is "Back" when nothing is written inside.</summary>
[HtmlTargetElement("gov-back-link")]
public sealed class GovBackLinkTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("a", "govuk-back-link");
        if ((await output.GetChildContentAsync()).IsEmptyOrWhiteSpace) output.Content.SetContent("Back");
    }
}
