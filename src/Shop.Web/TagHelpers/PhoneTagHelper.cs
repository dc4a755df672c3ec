using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A telephone number that a phone can call and that is not broken over two lines.</summary>
[HtmlTargetElement("app-phone")]
public sealed class PhoneTagHelper : TagHelper
{
    public string Number { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("a", "govuk-link app-phone");
        output.Attributes.SetAttribute("href", "tel:" + string.Concat(Number.Where(c => char.IsAsciiDigit(c) || c == '+')));
        output.Content.SetContent(Number);
    }
}
