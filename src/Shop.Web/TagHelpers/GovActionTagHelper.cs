using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>An action of the summary card or row around it.</summary>
[HtmlTargetElement("gov-card-action")]
[HtmlTargetElement("gov-row-action")]
public sealed class GovActionTagHelper : TagHelper
{
    public string Href { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>Heard after the text by screen readers.</summary>
    public string? Hidden { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var around = SummaryActions.Around(context) ?? throw new InvalidOperationException($"{context.TagName} stands outside a card or row.");
        around.Actions.Add(new SummaryAction(Href, Text, Hidden));
        output.SuppressOutput();
    }
}
