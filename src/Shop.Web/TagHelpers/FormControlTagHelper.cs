using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>
/// What every form control has: name, hint, the error that ModelState holds under its name, and the ids of hint and
/// error in aria-describedby. Attributes the helper does not know go to the control itself.
/// </summary>
public abstract class FormControlTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public string Name { get; set; } = "";

    /// <summary>The control's id; its name when not given.</summary>
    public string? Id { get; set; }

    public string? Hint { get; set; }

    protected string ControlId => string.IsNullOrEmpty(Id) ? Name : Id;

    protected string? ErrorMessage { get; private set; }

    protected bool HasError => ErrorMessage is not null;

    /// <summary>Ids of hint and error, for the control or its fieldset.</summary>
    protected string? DescribedBy { get; private set; }

    /// <summary>The fields whose errors this control shows, each with the element that the error summary links to.</summary>
    private protected virtual IEnumerable<(string Key, string ElementId)> Fields => [(Name, ControlId)];

    /// <summary>Ids of further descriptions, before those of hint and error.</summary>
    private protected virtual string? FurtherDescription => null;

    private protected virtual string GroupClasses => "";

    public sealed override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ErrorMessage = FindError();
        DescribedBy = Describe();
        var written = output.Attributes.ToList();
        output.Attributes.Clear();
        output.Become("div", Gov.Classes("govuk-form-group", HasError ? "govuk-form-group--error" : null, GroupClasses));
        foreach (var (name, value) in GroupAttributes()) output.Attributes.Add(name, value);
        foreach (var part in Parts(written)) output.Content.AppendHtml(part);
    }

    /// <summary>The content of the form group.</summary>
    private protected abstract IEnumerable<IHtmlContent> Parts(IReadOnlyList<TagHelperAttribute> written);

    private protected virtual IEnumerable<(string Name, string Value)> GroupAttributes() => [];

    private protected IEnumerable<IHtmlContent> HintAndError()
    {
        if (!string.IsNullOrEmpty(Hint))
            yield return Gov.Element("div", "govuk-hint", ControlId + "-hint").Text(Hint);
        if (HasError)
            yield return Gov.Element("p", "govuk-error-message", ControlId + "-error").Content(Gov.Hidden("Error:")).Text(" " + ErrorMessage);
    }

    private string? FindError()
    {
        var registered = FormFields.Of(ViewContext.HttpContext);
        string? message = null;
        foreach (var (key, elementId) in Fields)
        {
            registered.Add(key, elementId);
            if (ViewContext.ViewData.ModelState.TryGetValue(key, out var entry) && entry.Errors.Count > 0)
                message ??= entry.Errors[0].ErrorMessage;
        }

        return message;
    }

    private string? Describe()
    {
        var ids = Gov.Classes(FurtherDescription, string.IsNullOrEmpty(Hint) ? null : ControlId + "-hint", HasError ? ControlId + "-error" : null);
        return ids.Length == 0 ? null : ids;
    }
}
