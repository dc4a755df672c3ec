using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Several lines of text; with a maximum length it tells how many characters are left (the Design System's character count).</summary>
[HtmlTargetElement("gov-textarea")]
public sealed class GovTextareaTagHelper : LabelledControlTagHelper
{
    public string? Value { get; set; }

    public int Rows { get; set; } = 5;

    /// <summary>Characters that may be typed. The browser does not cut off: the server says what is too long.</summary>
    public int? MaxLength { get; set; }

    private protected override string GroupClasses => MaxLength is null ? "" : "govuk-character-count";

    private protected override string? FurtherDescription => MaxLength is null ? null : ControlId + "-info";

    private protected override IEnumerable<(string Name, string Value)> GroupAttributes() => MaxLength is null
        ? []
        : [("data-module", "govuk-character-count"), ("data-maxlength", MaxLength.Value.ToString(CultureInfo.InvariantCulture))];

    private protected override IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written)
    {
        yield return Gov.Element("textarea", Gov.Classes("govuk-textarea", HasError ? "govuk-textarea--error" : null, MaxLength is null ? null : "govuk-js-character-count"), ControlId)
            .Attribute("name", Name)
            .Attribute("rows", Rows.ToString(CultureInfo.InvariantCulture))
            .Attribute("aria-describedby", DescribedBy)
            .Attributes(written)
            // A browser drops the first line break of a textarea.
            .Text(Value is { } text && text.StartsWith('\n') ? "\n" + text : Value);
        if (MaxLength is not null)
            yield return Gov.Element("div", "govuk-hint govuk-character-count__message", ControlId + "-info").Text($"You can enter up to {MaxLength} characters");
    }
}
