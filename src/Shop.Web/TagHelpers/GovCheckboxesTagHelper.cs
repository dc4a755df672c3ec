using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Any of a few choices; a single box needs no legend.</summary>
[HtmlTargetElement("gov-checkboxes")]
public sealed class GovCheckboxesTagHelper : ChoicesTagHelper
{
    public IEnumerable<string> Values { get; set; } = [];

    private protected override string Block => "govuk-checkboxes";

    private protected override string InputType => "checkbox";

    private protected override string? ItemDescribedBy => HasFieldset ? null : DescribedBy;

    private protected override bool IsChosen(string value) => Values.Contains(value);
}
