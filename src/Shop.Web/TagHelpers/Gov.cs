using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.TagHelpers;

/// <summary>Builds elements in the order a reader sees them in the Design System's templates. Everything is encoded.</summary>
internal static class Gov
{
    public static TagBuilder Element(string name, string? classes = null, string? id = null)
    {
        var element = new TagBuilder(name);
        if (id is not null) element.Attributes["id"] = id;
        if (!string.IsNullOrWhiteSpace(classes)) element.Attributes["class"] = classes;
        return element;
    }

    /// <summary>An element without content and end tag, such as input.</summary>
    public static TagBuilder Void(string name, string? classes = null, string? id = null)
    {
        var element = Element(name, classes, id);
        element.TagRenderMode = TagRenderMode.StartTag;
        return element;
    }

    /// <summary>Sets the attribute; does nothing when the value is null.</summary>
    public static TagBuilder Attribute(this TagBuilder element, string name, string? value)
    {
        if (value is not null) element.Attributes[name] = value;
        return element;
    }

    /// <summary>Sets an attribute without value, such as checked; does nothing when it is not wanted.</summary>
    public static TagBuilder Flag(this TagBuilder element, string name, bool wanted) => wanted ? element.Attribute(name, "") : element;

    /// <summary>Moves what the page's author wrote beside the helper's own attributes on to the control; a class is added to its classes.</summary>
    public static TagBuilder Attributes(this TagBuilder element, IEnumerable<TagHelperAttribute> attributes)
    {
        foreach (var attribute in attributes)
            element.Attributes[attribute.Name] = attribute.Name == "class"
                ? Classes(element.Attributes.TryGetValue("class", out var own) ? own : "", attribute.Value?.ToString())
                : attribute.Value?.ToString() ?? "";
        return element;
    }

    public static TagBuilder Text(this TagBuilder element, string? text)
    {
        element.InnerHtml.Append(text ?? "");
        return element;
    }

    public static TagBuilder Content(this TagBuilder element, params IHtmlContent?[] parts)
    {
        foreach (var part in parts)
            if (part is not null) element.InnerHtml.AppendHtml(part);
        return element;
    }

    public static TagBuilder Hidden(string text) => Element("span", "govuk-visually-hidden").Text(text);

    public static string Classes(params string?[] classes) => string.Join(' ', classes.Where(c => !string.IsNullOrWhiteSpace(c)));

    /// <summary>"govuk-label" and "l" give "govuk-label govuk-label--l".</summary>
    public static string Sized(string block, string? size) => string.IsNullOrEmpty(size) ? block : $"{block} {block}--{size}";

    /// <summary>Turns the helper's element into a Design System one, keeping the other attributes the author wrote.</summary>
    public static void Become(this TagHelperOutput output, string name, string classes)
    {
        var written = output.Attributes["class"]?.Value?.ToString();
        output.TagName = name;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Classes(classes, written));
    }
}
