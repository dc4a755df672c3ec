using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>First, last and the pages around the current one, with an ellipsis for what lies between. Nothing when there is one page only.</summary>
[HtmlTargetElement("gov-pagination")]
public sealed class GovPaginationTagHelper : TagHelper
{
    private const string ArrowBack = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
    private const string ArrowOn = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

    /// <summary>The current page, from 1.</summary>
    public int Page { get; set; } = 1;

    public int Pages { get; set; } = 1;

    /// <summary>The address of a page.</summary>
    public Func<int, string> Url { get; set; } = _ => "#";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages < 2)
        {
            output.SuppressOutput();
            return;
        }

        output.Become("nav", "govuk-pagination");
        output.Attributes.SetAttribute("aria-label", "Pagination");
        output.Content.Clear();
        if (Page > 1) output.Content.AppendHtml(Arrow("prev", Page - 1));
        output.Content.AppendHtml(Gov.Element("ul", "govuk-pagination__list").Content([.. Shown(Page, Pages).Select(Item)]));
        if (Page < Pages) output.Content.AppendHtml(Arrow("next", Page + 1));
    }

    /// <summary>The numbers to show; null is an ellipsis. A gap of a single page is that page.</summary>
    internal static IEnumerable<int?> Shown(int page, int pages)
    {
        var wanted = new SortedSet<int>(new[] { 1, page - 1, page, page + 1, pages }.Where(p => p >= 1 && p <= pages));
        var last = 0;
        foreach (var number in wanted)
        {
            if (number - last == 2) yield return last + 1;
            else if (number - last > 2) yield return null;
            yield return number;
            last = number;
        }
    }

    private TagBuilder Item(int? page)
    {
        if (page is not { } number) return Gov.Element("li", "govuk-pagination__item govuk-pagination__item--ellipsis").Text("⋯");
        var text = number.ToString(CultureInfo.InvariantCulture);
        var link = Gov.Element("a", "govuk-link govuk-pagination__link")
            .Attribute("href", Url(number))
            .Attribute("aria-label", "Page " + text)
            .Attribute("aria-current", number == Page ? "page" : null)
            .Text(text);
        return Gov.Element("li", Gov.Sized("govuk-pagination__item", number == Page ? "current" : null)).Content(link);
    }

    private TagBuilder Arrow(string kind, int page)
    {
        var icon = Gov.Element("svg", $"govuk-pagination__icon govuk-pagination__icon--{kind}")
            .Attribute("xmlns", "http://www.w3.org/2000/svg").Attribute("height", "13").Attribute("width", "15")
            .Attribute("aria-hidden", "true").Attribute("focusable", "false").Attribute("viewBox", "0 0 15 13")
            .Content(Gov.Element("path").Attribute("d", kind == "prev" ? ArrowBack : ArrowOn));
        var title = Gov.Element("span", "govuk-pagination__link-title").Text(kind == "prev" ? "Previous" : "Next").Content(Gov.Hidden(" page"));
        var link = Gov.Element("a", "govuk-link govuk-pagination__link").Attribute("href", Url(page)).Attribute("rel", kind);
        return Gov.Element("div", $"govuk-pagination__{kind}").Content(kind == "prev" ? link.Content(icon, title) : link.Content(title, icon));
    }
}
