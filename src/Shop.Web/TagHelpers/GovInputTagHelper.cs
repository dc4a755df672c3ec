using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A line of text. Autocomplete, inputmode, spellcheck and the like are written as on an input.</summary>
[HtmlTargetElement("gov-input")]
public sealed class GovInputTagHelper : LabelledControlTagHelper
{
    public string? Value { get; set; }

    public string Type { get; set; } = "text";

    /// <summary>Width in characters: 30, 20, 10, 5, 4, 3 or 2; the full width when not given.</summary>
    public int? Width { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    private protected override IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written)
    {
        var input = Gov.Void("input", Gov.Classes("govuk-input", Width is null ? null : $"govuk-input--width-{Width}", HasError ? "govuk-input--error" : null), ControlId)
            .Attribute("name", Name)
            .Attribute("type", Type)
            .Attribute("value", Value)
            .Attribute("aria-describedby", DescribedBy)
            .Attributes(written);
        yield return string.IsNullOrEmpty(Prefix) && string.IsNullOrEmpty(Suffix)
            ? input
            : Gov.Element("div", "govuk-input__wrapper").Content(Affix("prefix", Prefix), input, Affix("suffix", Suffix));
    }

    private static TagBuilder? Affix(string kind, string? text) => string.IsNullOrEmpty(text)
        ? null
        : Gov.Element("div", $"govuk-input__{kind}").Attribute("aria-hidden", "true").Text(text);
}
