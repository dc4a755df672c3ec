using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Several inputs under one legend: radios, checkboxes, date. Without a legend there is no fieldset.</summary>
public abstract class GroupedControlTagHelper : FormControlTagHelper
{
    public string? Legend { get; set; }

    /// <summary>xl, l, m or s.</summary>
    public string? LegendSize { get; set; }

    /// <summary>The legend is the page's h1.</summary>
    public bool LegendIsHeading { get; set; }

    private protected bool HasFieldset => !string.IsNullOrEmpty(Legend);

    private protected virtual string? FieldsetRole => null;

    private protected sealed override IEnumerable<IHtmlContent> Parts(IReadOnlyList<TagHelperAttribute> written)
    {
        var inner = HintAndError().Append(Group(written));
        return HasFieldset ? [Fieldset().Content([.. inner])] : inner;
    }

    private protected abstract IHtmlContent Group(IReadOnlyList<TagHelperAttribute> written);

    private TagBuilder Fieldset() => Gov.Element("fieldset", "govuk-fieldset")
        .Attribute("role", FieldsetRole)
        .Attribute("aria-describedby", DescribedBy)
        .Content(LegendElement(Legend!, LegendSize, LegendIsHeading));

    internal static TagBuilder LegendElement(string text, string? size, bool isHeading)
    {
        var legend = Gov.Element("legend", Gov.Sized("govuk-fieldset__legend", size));
        return isHeading ? legend.Content(Gov.Element("h1", "govuk-fieldset__heading").Text(text)) : legend.Text(text);
    }
}
