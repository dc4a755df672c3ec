using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A button, or with href a link that looks like one. Name, value, formaction and the like are written as on a button.</summary>
[HtmlTargetElement("gov-button")]
public sealed class GovButtonTagHelper : TagHelper
{
    /// <summary>secondary, warning or inverse; the green main button when not given. One green button a page.</summary>
    public string? Kind { get; set; }

    public string? Href { get; set; }

    /// <summary>The start of a service, with an arrow.</summary>
    public bool Start { get; set; }

    public string Type { get; set; } = "submit";

    /// <summary>Ignores the second click of a double click (with JavaScript; the server must cope anyway).</summary>
    public bool PreventDoubleClick { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become(Href is null ? "button" : "a", Gov.Classes(Gov.Sized("govuk-button", Kind), Start ? "govuk-button--start" : null));
        output.Attributes.SetAttribute("data-module", "govuk-button");
        if (Href is null)
        {
            output.Attributes.SetAttribute("type", Type);
            if (PreventDoubleClick) output.Attributes.SetAttribute("data-prevent-double-click", "true");
        }
        else
        {
            output.Attributes.SetAttribute("href", Href);
            output.Attributes.SetAttribute("role", "button");
            output.Attributes.SetAttribute("draggable", "false");
        }

        if (Start) output.PostContent.SetHtmlContent(Arrow());
    }

    private static TagBuilder Arrow() => Gov.Element("svg", "govuk-button__start-icon")
        .Attribute("xmlns", "http://www.w3.org/2000/svg")
        .Attribute("width", "17.5")
        .Attribute("height", "19")
        .Attribute("viewBox", "0 0 33 40")
        .Attribute("aria-hidden", "true")
        .Attribute("focusable", "false")
        .Content(Gov.Element("path").Attribute("fill", "currentColor").Attribute("d", "M0 0h13l20 20-20 20H0l20-20z"));
}
