using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Catalogue;

namespace Shop.Web.Pages.Services;

/// <summary>Writes a text with the words that answer a query marked. Every piece is encoded.</summary>
public static class MarkedText
{
    public static IHtmlContent Of(IReadOnlyList<TextPart> parts)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in parts) Append(html, part);
        return html;
    }

    /// <summary>Several texts with commas between them.</summary>
    public static IHtmlContent OfAll(IReadOnlyList<IReadOnlyList<TextPart>> texts)
    {
        var html = new HtmlContentBuilder();
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0) html.Append(", ");
            html.AppendHtml(Of(texts[i]));
        }

        return html;
    }

    private static void Append(HtmlContentBuilder html, TextPart part)
    {
        if (!part.IsMatch)
        {
            html.Append(part.Text);
            return;
        }

        var mark = new TagBuilder("mark");
        mark.InnerHtml.Append(part.Text);
        html.AppendHtml(mark);
    }
}
