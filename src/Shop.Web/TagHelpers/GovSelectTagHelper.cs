using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A drop-down. Nothing is added to the items: give a first one with an empty value where no choice is made yet.</summary>
[HtmlTargetElement("gov-select")]
public sealed class GovSelectTagHelper : LabelledControlTagHelper
{
    public string? Value { get; set; }

    public IEnumerable<GovOption> Items { get; set; } = [];

    private protected override IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written)
    {
        yield return Gov.Element("select", Gov.Classes("govuk-select", HasError ? "govuk-select--error" : null), ControlId)
            .Attribute("name", Name)
            .Attribute("aria-describedby", DescribedBy)
            .Attributes(written)
            .Content([.. Items.Select(Option)]);
    }

    private TagBuilder Option(GovOption item) => Gov.Element("option")
        .Attribute("value", item.Value)
        .Flag("selected", !string.IsNullOrEmpty(Value) && item.Value == Value)
        .Flag("disabled", item.Disabled)
        .Text(item.Text);
}
