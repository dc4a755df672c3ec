using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Radios and checkboxes, which differ in their class names and in what is chosen.</summary>
public abstract class ChoicesTagHelper : GroupedControlTagHelper
{
    public IEnumerable<GovOption> Items { get; set; } = [];

    /// <summary>Smaller boxes, for filters.</summary>
    public bool Small { get; set; }

    private protected abstract string Block { get; }

    private protected abstract string InputType { get; }

    private protected virtual string? Modifier => null;

    /// <summary>Checkboxes without a fieldset carry the description themselves.</summary>
    private protected virtual string? ItemDescribedBy => null;

    private protected abstract bool IsChosen(string value);

    private protected override IHtmlContent Group(IReadOnlyList<TagHelperAttribute> written) =>
        Gov.Element("div", Gov.Classes(Block, Small ? Block + "--small" : null, Modifier))
            .Attributes(written)
            .Attribute("data-module", Block)
            .Content([.. Items.Select(Choice)]);

    private TagBuilder Choice(GovOption item, int index)
    {
        // The first has no number, so that the error summary can link to it.
        var id = index == 0 ? ControlId : string.Create(CultureInfo.InvariantCulture, $"{ControlId}-{index + 1}");
        var hint = string.IsNullOrEmpty(item.Hint) ? null : Gov.Element("div", $"govuk-hint {Block}__hint", id + "-item-hint").Text(item.Hint);
        var describedBy = Gov.Classes(ItemDescribedBy, hint is null ? null : id + "-item-hint");
        var input = Gov.Void("input", Block + "__input", id)
            .Attribute("name", Name)
            .Attribute("type", InputType)
            .Attribute("value", item.Value)
            .Flag("checked", IsChosen(item.Value))
            .Flag("disabled", item.Disabled)
            .Attribute("aria-describedby", describedBy.Length == 0 ? null : describedBy);
        var label = Gov.Element("label", $"govuk-label {Block}__label").Attribute("for", id).Text(item.Text);
        return Gov.Element("div", Block + "__item").Content(input, label, hint);
    }
}
