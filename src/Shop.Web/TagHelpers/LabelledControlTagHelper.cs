using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A control with one label: text input, textarea, drop-down, file, password.</summary>
public abstract class LabelledControlTagHelper : FormControlTagHelper
{
    public string Label { get; set; } = "";

    /// <summary>xl, l, m or s.</summary>
    public string? LabelSize { get; set; }

    /// <summary>The label is the page's h1.</summary>
    public bool LabelIsHeading { get; set; }

    private protected sealed override IEnumerable<IHtmlContent> Parts(IReadOnlyList<TagHelperAttribute> written)
    {
        var label = Gov.Element("label", Gov.Sized("govuk-label", LabelSize)).Attribute("for", ControlId).Text(Label);
        yield return LabelIsHeading ? Gov.Element("h1", "govuk-label-wrapper").Content(label) : label;
        foreach (var part in HintAndError()) yield return part;
        foreach (var part in Control(written)) yield return part;
    }

    private protected abstract IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written);
}
