using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>Writes HTML so that two pieces with the same meaning are the same text: attributes and classes sorted, white space as a browser shows it.</summary>
public static partial class SameMarkup
{
    private static readonly HashSet<string> Inline = ["a", "span", "strong", "br", "b", "em"];

    public static IElement Parse(string html) => new HtmlParser().ParseDocument($"<body>{html}</body>").Body!;

    public static string Normalise(IElement body)
    {
        var text = new StringBuilder();
        foreach (var node in body.ChildNodes) Write(node, text, 0);
        return text.ToString();
    }

    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (node is IText words)
        {
            var shown = Shown(words);
            if (shown.Length > 0) text.Append(' ', depth * 2).Append('"').Append(shown).Append("\"\n");
            return;
        }

        if (node is not IElement element) return;
        text.Append(' ', depth * 2).Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
            text.Append(' ').Append(attribute.Name).Append("=\"").Append(Value(attribute)).Append('"');
        text.Append(">\n");
        foreach (var child in element.ChildNodes) Write(child, text, depth + 1);
    }

    private static string Value(IAttr attribute) => attribute.Name == "class"
        ? string.Join(' ', attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        : attribute.Value;

    /// <summary>Runs of white space are one space, and none beside a block's edge.</summary>
    private static string Shown(IText words)
    {
        if (words.ParentElement?.LocalName == "textarea") return words.Data;
        var shown = Spaces().Replace(words.Data, " ");
        if (!IsInline(words.PreviousSibling)) shown = shown.TrimStart();
        if (!IsInline(words.NextSibling)) shown = shown.TrimEnd();
        return shown == " " ? "" : shown;
    }

    private static bool IsInline(INode? sibling) => sibling is IElement element && Inline.Contains(element.LocalName);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
