using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>One of a few choices.</summary>
[HtmlTargetElement("gov-radios")]
public sealed class GovRadiosTagHelper : ChoicesTagHelper
{
    public string? Value { get; set; }

    public bool Inline { get; set; }

    private protected override string Block => "govuk-radios";

    private protected override string InputType => "radio";

    private protected override string? Modifier => Inline ? "govuk-radios--inline" : null;

    private protected override bool IsChosen(string value) => !string.IsNullOrEmpty(Value) && value == Value;
}
