using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>The browser's own file picker: it works without JavaScript and does not move the page.</summary>
[HtmlTargetElement("gov-file-upload")]
public sealed class GovFileUploadTagHelper : LabelledControlTagHelper
{
    public bool Multiple { get; set; }

    private protected override IEnumerable<IHtmlContent> Control(IReadOnlyList<TagHelperAttribute> written)
    {
        yield return Gov.Void("input", Gov.Classes("govuk-file-upload", HasError ? "govuk-file-upload--error" : null), ControlId)
            .Attribute("name", Name)
            .Attribute("type", "file")
            .Flag("multiple", Multiple)
            .Attribute("aria-describedby", DescribedBy)
            .Attributes(written);
    }
}
