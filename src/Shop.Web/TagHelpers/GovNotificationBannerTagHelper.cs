using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>
/// Tells what an action did ("success": green, announced and focused) or something of importance that is not about
/// this page. At most one a page and never beside an error summary.
/// </summary>
[HtmlTargetElement("gov-notification-banner")]
public sealed class GovNotificationBannerTagHelper : TagHelper
{
    private const string TitleId = "govuk-notification-banner-title";

    /// <summary>success or plain.</summary>
    public string Kind { get; set; } = "plain";

    /// <summary>"Success" or "Important" when not given.</summary>
    public string? Title { get; set; }

    /// <summary>One line of text as the banner's heading, instead of content.</summary>
    public string? Text { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var success = Kind == "success";
        var body = await output.GetChildContentAsync();
        output.Become("div", Gov.Sized("govuk-notification-banner", success ? "success" : null));
        output.Attributes.SetAttribute("role", success ? "alert" : "region");
        output.Attributes.SetAttribute("aria-labelledby", TitleId);
        output.Attributes.SetAttribute("data-module", "govuk-notification-banner");
        var title = Gov.Element("h2", "govuk-notification-banner__title", TitleId).Text(Title ?? (success ? "Success" : "Important"));
        var content = Gov.Element("div", "govuk-notification-banner__content");
        if (!string.IsNullOrEmpty(Text)) content.Content(Gov.Element("p", "govuk-notification-banner__heading").Text(Text));
        output.Content.SetHtmlContent(Gov.Element("div", "govuk-notification-banner__header").Content(title));
        output.Content.AppendHtml(content.Content(body));
    }
}
