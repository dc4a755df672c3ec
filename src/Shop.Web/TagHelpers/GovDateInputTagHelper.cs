using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>
/// A date in three fields: name-day, name-month, name-year. An error under the name marks all three; an error under
/// one field's own name marks that field.
/// </summary>
[HtmlTargetElement("gov-date-input")]
public sealed class GovDateInputTagHelper : GroupedControlTagHelper
{
    private static readonly (string Part, string Label, int Width)[] Parts3 = [("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)];

    public string? Day { get; set; }

    public string? Month { get; set; }

    public string? Year { get; set; }

    private protected override string FieldsetRole => "group";

    private protected override IEnumerable<(string Key, string ElementId)> Fields =>
        [(Name, $"{ControlId}-day"), .. Parts3.Select(p => ($"{Name}-{p.Part}", $"{ControlId}-{p.Part}"))];

    private protected override IHtmlContent Group(IReadOnlyList<TagHelperAttribute> written)
    {
        var onePart = Parts3.Any(p => HasErrorUnder($"{Name}-{p.Part}")) && !HasErrorUnder(Name);
        return Gov.Element("div", "govuk-date-input", ControlId)
            .Attributes(written)
            .Content([.. Parts3.Select(p => Part(p, HasError && (!onePart || HasErrorUnder($"{Name}-{p.Part}"))))]);
    }

    private TagBuilder Part((string Part, string Label, int Width) part, bool isWrong)
    {
        var id = $"{ControlId}-{part.Part}";
        var label = Gov.Element("label", "govuk-label govuk-date-input__label").Attribute("for", id).Text(part.Label);
        var classes = Gov.Classes("govuk-input govuk-date-input__input", isWrong ? "govuk-input--error" : null, $"govuk-input--width-{part.Width}");
        var input = Gov.Void("input", classes, id)
            .Attribute("name", $"{Name}-{part.Part}")
            .Attribute("type", "text")
            .Attribute("value", ValueOf(part.Part))
            .Attribute("inputmode", "numeric");
        return Gov.Element("div", "govuk-date-input__item").Content(Gov.Element("div", "govuk-form-group").Content(label, input));
    }

    private string? ValueOf(string part) => part switch { "day" => Day, "month" => Month, _ => Year };

    private bool HasErrorUnder(string key) =>
        ViewContext.ViewData.ModelState.TryGetValue(key, out var entry) && entry.Errors.Count > 0;
}
