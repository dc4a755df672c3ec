using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>
/// "There is a problem": every error of ModelState in the order of the page's fields, each linking to its field.
/// Renders nothing when there is none. The first thing in the page, before the h1.
/// </summary>
[HtmlTargetElement("gov-error-summary")]
public sealed class GovErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ViewData.ModelState.ErrorCount == 0)
        {
            output.SuppressOutput();
            return;
        }

        FormFields.Of(ViewContext.HttpContext).ErrorsShown = true;
        output.Become("div", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        output.Content.SetHtmlContent(new WrittenLast(Alert));
    }

    private TagBuilder Alert()
    {
        var errors = FormFields.Of(ViewContext.HttpContext).Errors(ViewContext.ViewData.ModelState);
        var list = Gov.Element("ul", "govuk-list govuk-error-summary__list").Content([.. errors.Select(Item)]);
        // The alert is a child: on the element that takes the focus it would be announced twice or not at all.
        return Gov.Element("div").Attribute("role", "alert").Content(
            Gov.Element("h2", "govuk-error-summary__title").Text("There is a problem"),
            Gov.Element("div", "govuk-error-summary__body").Content(list));
    }

    private static TagBuilder Item((string Message, string? ElementId) error) => error.ElementId is null
        ? Gov.Element("li").Text(error.Message)
        : Gov.Element("li").Content(Gov.Element("a").Attribute("href", "#" + error.ElementId).Text(error.Message));

    /// <summary>Razor keeps the page in memory until the layout is done, so this runs when all fields are known.</summary>
    private sealed class WrittenLast(Func<IHtmlContent> content) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => content().WriteTo(writer, encoder);
    }
}
