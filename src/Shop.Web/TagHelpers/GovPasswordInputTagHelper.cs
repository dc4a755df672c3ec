using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>A password, never shown again after it was sent; with JavaScript it can be made visible while typing.</summary>
[HtmlTargetElement("gov-password-input")]
public sealed class GovPasswordInputTagHelper : LabelledControlTagHelper
{
    public string Autocomplete { get; set; } = "current-password";

    private protected override string GroupClasses => "govuk-password-input";

    private protected override IEnumerable<(string Name, string Value)> GroupAttributes() => [("data-module", "govuk-password-input")];

    private protected override IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written)
    {
        var input = Gov.Void("input", Gov.Classes("govuk-input govuk-password-input__input govuk-js-password-input-input", HasError ? "govuk-input--error" : null), ControlId)
            .Attribute("name", Name)
            .Attribute("type", "password")
            .Attribute("spellcheck", "false")
            .Attribute("aria-describedby", DescribedBy)
            .Attribute("autocomplete", Autocomplete)
            .Attribute("autocapitalize", "none")
            .Attributes(written);
        var toggle = Gov.Element("button", "govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle")
            .Attribute("type", "button")
            .Attribute("data-module", "govuk-button")
            .Attribute("aria-controls", ControlId)
            .Attribute("aria-label", "Show password")
            .Flag("hidden", true)
            .Text("Show");
        yield return Gov.Element("div", "govuk-input__wrapper govuk-password-input__wrapper").Content(input, toggle);
    }
}
