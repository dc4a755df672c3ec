using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>The way from the home page; holds gov-crumb tags. Goes in the section "Before".</summary>
[HtmlTargetElement("gov-breadcrumbs")]
public sealed class GovBreadcrumbsTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var crumbs = await output.GetChildContentAsync();
        output.Become("nav", "govuk-breadcrumbs");
        output.Attributes.SetAttribute("aria-label", "Breadcrumb");
        output.Content.SetHtmlContent(Gov.Element("ol", "govuk-breadcrumbs__list").Content(crumbs));
    }
}

/// <summary>A page on the way; without href it is the page itself.</summary>
[HtmlTargetElement("gov-crumb", ParentTag = "gov-breadcrumbs")]
public sealed class GovCrumbTagHelper : TagHelper
{
    public string? Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.Become("li", "govuk-breadcrumbs__list-item");
        if (Href is null) output.Attributes.SetAttribute("aria-current", "page");
        else output.Content.SetHtmlContent(Gov.Element("a", "govuk-breadcrumbs__link").Attribute("href", Href).Content(text));
    }
}
